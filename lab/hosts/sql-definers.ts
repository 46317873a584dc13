/** The account that defined everything on Deer over the years. Puma does not have it. */
export const OLD_DEFINER = '`oldadmin`@`localhost`';

/**
 * A command of sed(1) for the output of mysqldump: routines, triggers, events and views belong to root@localhost
 * afterwards. Lines with rows are left alone: a row may hold these words as text.
 */
export const DEFINERS_TO_ROOT = '/^INSERT /!s/DEFINER=`[^`]*`@`[^`]*`/DEFINER=`root`@`localhost`/g';
