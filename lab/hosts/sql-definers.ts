/** The account that defined everything on Deer over the years. Puma does not have it. */
export const OLD_DEFINER = '`oldadmin`@`localhost`';

/**
 * A sed(1) command for the output of mysqldump: routines, triggers, events, and views belong to root@localhost
 * afterwards. Lines with rows are not changed: a row may contain these words as text.
 */
export const DEFINERS_TO_ROOT = '/^INSERT /!s/DEFINER=`[^`]*`@`[^`]*`/DEFINER=`root`@`localhost`/g';
