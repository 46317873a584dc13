import { NoAnswer } from '../../core/no-answer.js';
import type { Sections } from './sections.js';
import type { ApacheFacts, Vhost } from './types.js';

/** Reads `apache2ctl -t` and what `-D DUMP_VHOSTS -D DUMP_MODULES -D DUMP_INCLUDES` prints (Apache 2.4). */
export function readApache(sections: Sections): ApacheFacts {
  const test = sections.lines('apache-test');
  const exit = /^exit (\d+)$/.exec(test.at(-1) ?? '')?.[1];
  if (exit === undefined) throw new Error('apache2ctl -t did not come to its end');
  const dump = sections.text('apache').split('\n');
  return {
    configtest: { exitCode: Number(exit), output: test.slice(0, -1).join('\n') },
    vhosts: readVhosts(dump, sections),
    modules: dump.flatMap((line) => /^ (\S+)_module \((?:static|shared)\)/.exec(line)?.[1] ?? []),
    enabledSince: Object.fromEntries(
      sections.lines('enabled-sites').flatMap((line) => {
        const [, time, name] = /^(\d+) .*\/(.+?)(?:\.conf)?$/.exec(line) ?? [];
        return time === undefined || name === undefined ? [] : [[name, Number(time)]];
      }),
    ),
    files: [...new Set(dump.flatMap((line) => /^\s+\((?:\*|\d+)\) (\/.*)/.exec(line)?.[1] ?? []))],
  };
}

/**
 * The facts as checks get them. With a configuration that is not clean Apache lists nothing, and that must not look like
 * having nothing: who asks for a list then gets NoAnswer.
 * @param who how messages name the host
 */
export function listedOnlyWhenClean(apache: ApacheFacts, who: string): ApacheFacts {
  const { configtest, enabledSince } = apache;
  if (configtest.exitCode === 0) return apache;
  const refuse = (): never => {
    throw new NoAnswer(
      'apache2ctl -S, -M and its files in force',
      `Apache on ${who}`,
      'its configuration is not clean',
    );
  };
  return {
    configtest,
    enabledSince,
    get vhosts() {
      return refuse();
    },
    get modules() {
      return refuse();
    },
    get files() {
      return refuse();
    },
  };
}

/**
 * Two forms are printed. Several hosts on an address:
 * `         port 80 namevhost www.example (/etc/apache2/sites-enabled/010-www.conf:1)`, then `alias example` lines;
 * only one: `*:443   www.example (/etc/...:1)`, and there Apache keeps the aliases to itself.
 */
function readVhosts(dump: readonly string[], sections: Sections): Vhost[] {
  const texts = new Map(sections.of('file'));
  const vhosts: (Vhost & { aliases: string[] })[] = [];
  for (const line of dump) {
    const [, namedPort, name, file] = /^\s+port (\S+) namevhost (\S+) \((.+):\d+\)/.exec(line) ?? [];
    const [, onlyPort, onlyName, onlyFile, start] = /^\S+:(\d+|\*)\s+(\S+) \((.+):(\d+)\)/.exec(line) ?? [];
    const alias = /^\s+(?:wild )?alias (\S+)/.exec(line)?.[1];
    if (namedPort !== undefined && name !== undefined && file !== undefined)
      vhosts.push({ name, aliases: [], port: namedPort, file });
    else if (onlyPort !== undefined && onlyName !== undefined && onlyFile !== undefined)
      vhosts.push({
        name: onlyName,
        aliases: aliasesAt(texts.get(onlyFile), Number(start)),
        port: onlyPort,
        file: onlyFile,
      });
    else if (alias !== undefined) vhosts.at(-1)?.aliases.push(alias);
  }
  return vhosts;
}

/** Words of the ServerAlias lines of the block that starts at a line, counted from 1. */
function aliasesAt(text: string | undefined, start: number): string[] {
  const block = (text ?? '').split('\n').slice(start - 1);
  const end = block.findIndex((line) => /^\s*<\/VirtualHost>/i.test(line));
  return block
    .slice(0, end < 0 ? undefined : end)
    .flatMap((line) => /^\s*ServerAlias\s+(.+)$/i.exec(line)?.[1]?.trim().split(/\s+/) ?? []);
}
