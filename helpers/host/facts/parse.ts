import { plainAddress } from '../../core/address.js';
import { unique } from '../../core/lists.js';
import { readApache } from './apache.js';
import { readCron } from './cron.js';
import { readOwnership, Sections } from './sections.js';
import { readPart, Unreadable } from './unreadable.js';
import type { Clock, Home, HostFacts, Partition, Service, SiteFacts, Socket } from './types.js';

/** When the question was sent and when the answer was complete, in milliseconds since 1970, by the clock of this machine. */
export type Span = { readonly from: number; readonly to: number };

/**
 * Reads what helpers/host/facts/probe.sh printed.
 * @throws Error when the answer is not complete or not what the probe prints
 */
export function parseFacts(output: string, nonce: string, span: Span): HostFacts {
  const sections = new Sections(output, nonce);
  const unreadable: Record<string, string> = Object.fromEntries(
    sections.of('unreadable').map(([part, why]) => [part, why.trim()]),
  );
  const [offset = '', name = ''] = sections.lines('time-zone');
  const files = Object.fromEntries(sections.of('file').map(([path, text]) => [path, text]));
  return {
    clock: readClock(Number(sections.line('start')), Number(sections.line('end')), span),
    hostname: sections.line('hostname'),
    timeZone: { name, offset },
    // Debian 13 lists C.utf8 where Debian 11 lists C.UTF-8.
    locales: unique(sections.lines('locales').map((name) => name.replace(/\.utf-?8$/i, '.utf8'))),
    services: readServices(sections.lines('services')),
    sockets: readPart(unreadable, 'sockets', () => sections.lines('sockets').flatMap(readSocket), []),
    packages: Object.fromEntries(
      sections.lines('packages').map((line) => {
        const [packageName = '', status = '', version = ''] = line.split(' ');
        return [packageName, { status, version }];
      }),
    ),
    partitions: readPartitions(sections.lines('disk'), sections.lines('inodes')),
    data: readOwnership(sections.line('data')),
    homes: readHomes(sections.lines('homes')),
    mailGreeting: sections.line('mail'),
    apache: readApache(sections, unreadable),
    sites: Object.fromEntries(
      sections
        .of('site')
        .filter(([, text]) => text.includes('branch ') && gitRefusal(text) === undefined)
        .map(([root, text]) => [root, readSite(text)]),
    ),
    sitesUnread: Object.fromEntries(
      sections
        .of('site')
        .filter(([, text]) => text.trim() !== '' && (!text.includes('branch ') || gitRefusal(text) !== undefined))
        .map(([root, text]) => [root, gitRefusal(text) ?? text.trim().split('\n')[0] ?? '']),
    ),
    cron: readCron(sections, Number(sections.line('start'))),
    files,
    unreadable,
  };
}

/**
 * The probe began after `from` and ended before `to`; its exact position is unknown, so the uncertainty is half of the remainder
 * after its own duration is subtracted.
 */
function readClock(start: number, end: number, span: Span): Clock {
  if (!(start > 0 && end >= start)) throw new Error('the host did not report its time');
  const earliest = span.from;
  const latest = span.to - (end - start) * 1000;
  return { aheadMs: start * 1000 - (earliest + latest) / 2, uncertainMs: Math.abs(latest - earliest) / 2 };
}

function readServices(lines: readonly string[]): Record<string, Service> {
  const states = new Map<string, Set<string>>();
  for (const line of lines) {
    const [name = '', state = ''] = line.split(' ');
    // An instance also represents its template: the daemon of postfix.service may be postfix@-.service.
    for (const each of unique([name, name.replace(/@.*$/, '')]))
      states.set(each, (states.get(each) ?? new Set()).add(state));
  }
  return Object.fromEntries(
    [...states].flatMap(([name, is]) => {
      const running = is.has('running');
      const enabled = is.has('enabled') || (running && is.has('pulled-in'));
      return running || enabled ? [[name, { running, enabled }]] : [];
    }),
  );
}

/** `LISTEN 0 128 [::]:22 [::]:* users:(("sshd",pid=1,fd=3))`, see ss(8); up to Debian 8, without the first word. */
function readSocket(line: string): Socket[] {
  if (/^(State\s|Recv-Q\s)/.test(line)) return [];
  const words = line.split(/\s+/);
  const local = words[/^\d/.test(line) ? 2 : 3] ?? '';
  const at = local.lastIndexOf(':');
  if (at < 0 || !/^\d+$/.test(local.slice(at + 1))) throw new Unreadable(`ss -ltnp printed an unknown line: ${line}`);
  const process = /users:\(\("([^"]+)"/.exec(line)?.[1] ?? '';
  // `127.0.0.53%lo`: the interface adds nothing to the address.
  const address = local.slice(0, at).replace(/%[^\]]*/, '');
  return [{ address: plainAddress(address), port: Number(local.slice(at + 1)), process }];
}

function readPartitions(disk: readonly string[], inodes: readonly string[]): Record<string, Partition> {
  const rows = (lines: readonly string[]): string[][] => lines.slice(1).map((line) => line.split(/\s+/));
  const inodesUsed = new Map(rows(inodes).map((row) => [row[5], Number.parseInt(row[4] ?? '', 10)]));
  return Object.fromEntries(
    rows(disk).map(([, , , free, used, mount = '']) => {
      const inodesUsedPercent = inodesUsed.get(mount) ?? NaN;
      return [
        mount,
        {
          usedPercent: Number.parseInt(used ?? '', 10),
          freeKb: Number(free),
          // Btrfs and similar file systems print "-": they never run out of inodes.
          inodesUsedPercent: Number.isNaN(inodesUsedPercent) ? undefined : inodesUsedPercent,
        },
      ];
    }),
  );
}

/** `home OWNER PATH`, and `size KIB<tab>PATH` for those that could be measured in time. */
function readHomes(lines: readonly string[]): Record<string, Home> {
  const sizes = new Map(lines.map((line) => /^size (\d+)\s+(.+)$/.exec(line)).map((found) => [found?.[2], found?.[1]]));
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, owner, path] = /^home (\S+) (.+)$/.exec(line) ?? [];
      if (owner === undefined || path === undefined) return [];
      const kb = sizes.get(path);
      return [[path, { owner, kb: kb === undefined ? undefined : Number(kb) }]];
    }),
  );
}

/** `HEAD@{1340402400 +0200}`: the newest entry of the reflog, with its raw date (git-log(1), --date). */
function movedAt(line = ''): string | undefined {
  const [, seconds] = /^HEAD@\{(\d+) [+-]\d{4}\}$/.exec(line) ?? [];
  return seconds === undefined ? undefined : new Date(Number(seconds) * 1000).toISOString();
}

/** Why git did not report on a work tree; undefined if it did. */
const gitRefusal = (text: string): string | undefined =>
  /^head [0-9a-f]{40,64}$/m.test(text) ? undefined : /^(?:dirty )?(fatal: .*)$/m.exec(text)?.[1];

function readSite(text: string): SiteFacts {
  const values = (key: string): string[] =>
    text.split('\n').flatMap((line) => (line.startsWith(`${key} `) ? [line.slice(key.length + 1).trimEnd()] : []));
  const remote = values('remote');
  const heads = remote.flatMap((line) => {
    const [, hash, branch] = /^([0-9a-f]{40,64})\trefs\/heads\/(.+)$/.exec(line) ?? [];
    return hash !== undefined && branch !== undefined ? [[branch, hash] as const] : [];
  });
  return {
    branch: values('branch')[0] ?? '',
    head: values('head')[0] ?? '',
    changes: values('dirty'),
    origin:
      heads.length > 0
        ? Object.fromEntries(heads)
        : { noAnswer: remote.find((line) => line !== '') ?? 'git ls-remote did not answer within 4 s' },
    movedAt: movedAt(values('moved')[0]),
    revision: values('revision')[0] ?? '',
  };
}
