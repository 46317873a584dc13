import { readOwnership, type Sections } from './sections.js';
import type { UnixAccount, CronFacts, CronFile, ScriptFacts } from './types.js';

/** @param now seconds since 1970 by the host's clock: what its accounts expire by */
export function readCron(sections: Sections, now: number): CronFacts {
  return {
    tables: sections.of('cron').map(([name, text]) => readTable(name, text)),
    scripts: Object.fromEntries(sections.of('script').map(([name, text]) => [name, readScript(text)])),
    accounts: readAccounts(sections, now),
  };
}

/** Lines of `stat -c '%a %U %h'` (a second one for what a link points to), `--`, the text. */
function readTable(name: string, section: string): CronFile {
  const space = name.indexOf(' ');
  const kind = name.slice(0, space);
  const end = section.indexOf('--\n');
  const [self = '', linked] = section.slice(0, end).split('\n');
  const [mode = '', owner = '', hardLinks = '', changed = ''] = self.split(' ');
  const target = linked?.split(' ') ?? [];
  return {
    kind: kind === 'system' || kind === 'user' ? kind : 'other',
    path: name.slice(space + 1),
    // A link has no mode of its own; cron looks at the file behind it.
    mode: target[0] !== undefined && target[0] !== '' ? target[0] : mode,
    owner,
    hardLinks: Number(hardLinks),
    changed: Number(changed),
    linkedOwner: target[1],
    text: section.slice(end + 3),
  };
}

function readScript(text: string): ScriptFacts {
  const lines = text.split('\n');
  return {
    ownership: readOwnership(lines[0] ?? ''),
    readable: lines.includes('readable'),
    executable: lines.includes('executable'),
    processes: lines.flatMap((line) => (line.startsWith('runs ') ? [line.slice(5)] : [])),
    tried: lines.includes('tried'),
  };
}

/** Lines of passwd(5), and from shadow(5) `name:day of expiry since 1970`, where the day is mostly empty. */
function readAccounts(sections: Sections, now: number): Record<string, UnixAccount> {
  const expiry = new Map(sections.lines('expiry').map((line) => line.split(':') as [string, string]));
  return Object.fromEntries(
    sections.lines('accounts').flatMap((line) => {
      const [name, , , , , home, shell] = line.split(':');
      if (name === undefined || home === undefined || shell === undefined) return [];
      const day = expiry.get(name) ?? '';
      return [[name, { home, shell, expired: day !== '' && Number(day) <= now / 86_400 }]];
    }),
  );
}
