import { readFileSync } from 'node:fs';
import { unique } from '../core/lists.js';
import type { Frame } from './frames.js';
import type { Part } from './script.js';
import type { Sighted, Yardstick } from './types.js';

/** Asked in the same round trip as the collectors, and independent of them. */
export const YARDSTICK: Part = {
  name: 'yardstick',
  script: readFileSync(new URL('yardstick.sh', import.meta.url), 'utf8'),
  needs: [],
  seconds: 60,
};

type Process = { readonly parent: string; readonly user: string; readonly command: string };

/** Everything on the host, by folder, process, port, and database. */
export function parseYardstick(frame: Frame | undefined): Yardstick {
  const unreadable: string[] = [];
  const rows = (frame?.rows ?? []).map((row) => row.split('\t'));
  const of = (tag: string): string[][] => rows.filter(([first]) => first === tag).map(([, ...fields]) => fields);
  if (frame?.status !== 0)
    unreadable.push('the search of the host for files, processes, ports, and databases did not finish');
  unreadable.push(...of('cannot').map(([, why = '']) => why));

  const processes = new Map(
    of('process').map(([pid = '', parent = '', user = '', ...command]): [string, Process] => [
      pid,
      { parent, user, command: command.join(' ') },
    ]),
  );
  const by = ownersOf(processes, of);
  return {
    unreadable,
    sighted: [
      ...of('files').map(([count = '', fresh = '', bytes = '', ...folder]): Sighted => ({
        kind: 'files',
        name: folder.join('\t'),
        count: Number(count),
        fresh: Number(fresh),
        bytes: Number(bytes),
        by: [],
      })),
      ...[...processes].map(([pid, { user, command }]): Sighted => ({
        kind: 'process',
        name: `${command} (${user})`,
        count: 1,
        bytes: 0,
        by: by(pid),
      })),
      ...portsOf(of('port'), new Map(of('socket').map(([pid = '', inode = '']) => [inode, pid])), by),
      ...of('database').map(([name = '']): Sighted => ({
        kind: 'database',
        name: decoded(name),
        count: 1,
        bytes: 0,
        by: [],
      })),
    ],
  };
}

/** The owners of a process: its unit, program, and pid file, and those of its parents. */
function ownersOf(
  processes: ReadonlyMap<string, Process>,
  of: (tag: string) => readonly string[][],
): (pid: string) => string[] {
  const marks = new Map<string, string[]>();
  const mark = (pid: string, name: string): unknown => marks.set(pid, [...(marks.get(pid) ?? []), name]);
  for (const [pid = '', unit = ''] of of('unit')) mark(pid, unit.replace(/\.service$/, ''));
  for (const [pid = '', path = ''] of of('exe')) mark(pid, path);
  // The file and its folder: /run/sshd.pid belongs to sshd, /run/rox/www.pid to rox.
  for (const [pid = '', path = ''] of of('pidfile')) for (const name of path.split('/').slice(-2)) mark(pid, name);
  // For a script, the interpreter says nothing: the paths at the beginning of the command count.
  for (const [pid, { command }] of processes)
    for (const word of command.split(' ').slice(0, 2)) if (word.startsWith('/')) mark(pid, word);
  return (pid) => {
    const all: string[] = [];
    // A child belongs to the owners of its parents.
    for (let each = pid, depth = 0; processes.has(each) && depth < 20; depth++) {
      all.push(...(marks.get(each) ?? []));
      each = processes.get(each)?.parent ?? '';
    }
    return unique(all);
  };
}

function portsOf(
  rows: readonly string[][],
  holders: ReadonlyMap<string, string>,
  by: (pid: string) => string[],
): Sighted[] {
  return rows.flatMap(([protocol = '', local = '', inode = '']): Sighted[] => {
    const [, address = '', port = ''] = /^([0-9A-F]+):([0-9A-F]+)$/.exec(local) ?? [];
    if (port === '') return [];
    const name = `${protocol.slice(0, 3)} ${Number.parseInt(port, 16)}${isLoopback(address) ? ' (the host itself)' : ''}`;
    const pid = holders.get(inode);
    return [{ kind: 'port', name, count: 1, bytes: 0, by: pid === undefined ? [] : by(pid) }];
  });
}

/** As /proc/net lists them: 127.x.x.x in the byte order of the machine, ::1. */
const isLoopback = (address: string): boolean =>
  /^[0-9A-F]{6}7F$/.test(address) || /^7F[0-9A-F]{6}$/.test(address) || /^0{24}0?1?0{6}0?1?(000000)?$/.test(address);

/** MySQL encodes characters that are not allowed in a folder name as `@002d`. */
const decoded = (name: string): string =>
  name.replace(/@([0-9a-f]{4})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
