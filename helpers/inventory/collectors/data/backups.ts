import { plain, readRows } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Reading } from '../../types.js';

const area = 'backups';

/** Backups by folder, counted by kind of file. */
export const backups: Collector = { area, script: readScript('data/backups.sh'), needs: ['BACKUPS'], parse };

/** `DB_BACKUP-2012-06-22.tar.gz` is of the kind `DB_BACKUP-#-#-#.tar.gz`; a number after a dot may be part of the suffix. */
const kindOf = (name: string): string => name.replace(/\d+/g, '#');

/** Files that jobs of dpkg, apt, and passwd store in /var/backups each night, on any Debian. */
const OF_SYSTEM =
  /^(?:dpkg\.|alternatives\.tar|apt\.extended_states|aptitude|(?:passwd|shadow|group|gshadow)\.bak|infodir)/;

function parse(rows: readonly string[]): Reading {
  return readRows(area, rows, {
    file: (folder = '', time = '', size = '', name = '') =>
      /^[\d.]+$/.test(time) && /^\d+$/.test(size)
        ? [
            {
              ...plain(area, `backup ${folder}/${kindOf(name)}`, 'there', folder),
              ...(folder === '/var/backups' && OF_SYSTEM.test(name)
                ? { implied: 'routine backups made by system jobs' }
                : {}),
            },
          ]
        : 'invalid line of find output',
    holds: (folder = '', ...path) => [
      plain(area, `backup in ${folder} holds ${kindOf(path.join(' ').replace(/^\.?\//, ''))}`, 'yes', folder),
    ],
    closed: (folder = '', name = '') => [
      plain(area, `backup in ${folder} holds`, `${kindOf(name)}, whose contents are not read`, folder),
    ],
    'no-backups': () => [
      { ...plain(area, 'backups', 'no file in any backup folder', 'find'), implied: 'nothing was looked at' },
    ],
    program: (name = '') => [plain(area, `backup program ${name}`, 'installed', `command -v ${name}`)],
  });
}
