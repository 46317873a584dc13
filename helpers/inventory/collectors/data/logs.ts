import { plain, readRows } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Reading } from '../../types.js';

const area = 'logs';

/** Which logs are written, by whom, and how they are rotated. */
export const logs: Collector = { area, script: readScript('data/logs.sh'), needs: [], parse };

/** `access.log.1`, `.2.gz`, `-20120622`, `.old`: the same log. */
const unrotated = (path: string): string =>
  path.replace(/(\.(gz|xz|bz2|zst))?$/, '').replace(/([.-]\d{8}(-\d+)?|\.\d{1,3}|\.old)$/, '');

function parse(rows: readonly string[]): Reading {
  return readRows(area, rows, {
    log: (path = '', user = '', mode = '') => [
      {
        area,
        key: `log ${unrotated(path)}`,
        // Only for the live file: rotation may give its copies other owners.
        value: unrotated(path) === path ? { owner: user, mode } : {},
        source: unrotated(path),
      },
    ],
    rotation: (line = '') => {
      const [, pattern, how] = /^((?:["']?\/\S+\s+)+)(.*)$/.exec(line) ?? [];
      return pattern === undefined
        ? 'invalid line of logrotate -d output'
        : [
            plain(
              area,
              `rotation of ${pattern.trim().replace(/\s+/g, ' ')}`,
              // Newer releases are more verbose.
              (how ?? '').replace(/empty log files are (?:not )?rotated, |, old logs are removed$/g, '').trim(),
              'logrotate -d /etc/logrotate.conf',
            ),
          ];
    },
    'no-logrotate': () => [plain(area, 'rotation', 'logrotate is not installed', 'command -v logrotate')],
    syslog: (path = '', number = '', ...text) => {
      const line = text.join(' ').trim().replace(/\s+/g, ' ');
      return line === '' || line.startsWith('#')
        ? []
        : [plain(area, `syslog ${line}`, 'configured', `${path} line ${number}`)];
    },
    journal: (state = '') => [plain(area, 'journal', state, '/var/log/journal')],
  });
}
