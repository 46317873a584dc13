import type { Found } from '../../targets/drafted.js';
import { unique } from '../core/lists.js';
import type { Item } from '../inventory/types.js';

type Directive = { readonly name: string; readonly value: string; readonly source: string };

/** A section of the configuration for one name, at one port, and the directives directly in it. */
const SECTION = /^(?:apache (?:.* > )?VirtualHost (\S+?):\S+|nginx (?:.* > )?server (\S+) ?\S*) > ([^>]+)$/;
const NO_NAMES = /^(\(no|_|localhost|default_server|.*\.invalid)$/;

/**
 * Sites by their first name, from the web server's report of its configuration. A site that only redirects elsewhere, at every
 * port, is a redirect.
 */
export function sitesIn(items: readonly Item[]): Found['sites'] {
  const sections = new Map<string, Directive[]>();
  for (const { key, value, source } of items) {
    const [, apache, nginx, directive = ''] = SECTION.exec(key) ?? [];
    const host = apache ?? nginx;
    if (host === undefined || NO_NAMES.test(host)) continue;
    const [name = '', ...words] = directive.trim().split(' ');
    const own = { name: name.toLowerCase(), value: [...words, value['is'] ?? ''].join(' ').trim(), source };
    sections.set(host, [...(sections.get(host) ?? []), own]);
  }
  const roots = rootsElsewhere(items);
  const included = rootsBySource(items);
  const found = [...sections].map(([host, directives]) => {
    const all = (...names: string[]): Directive[] => directives.filter(({ name }) => names.includes(name));
    const aliases = all('serveralias', 'server_name').flatMap(({ value }) => value.split(/\s+/));
    const files = all('include', 'includeoptional').map(({ value }) => value);
    const root =
      all('documentroot', 'root')[0]?.value ??
      included.find(({ source }) => files.some((file) => source.endsWith(`/${file.replace(/^\//, '')}`)))?.root ??
      roots.find((path) => path.split('/').includes(host)) ??
      null;
    const leads = all('redirect', 'redirectpermanent', 'return').map(({ value }) => value);
    const serves = root !== null || all('proxypass', 'proxy_pass').length > 0;
    return {
      host,
      aliases: unique(aliases).filter((alias) => alias !== host && alias !== '' && !NO_NAMES.test(alias)),
      root: root?.split('\n')[0]?.replaceAll('"', '') ?? null,
      redirect: serves ? null : (leads[0] ?? null),
      where: directives[0]?.source ?? '',
    };
  });
  // An alias that only redirects to its own site.
  return found.filter(
    ({ host, redirect }) => redirect === null || !found.some(({ aliases }) => aliases.includes(host)),
  );
}

/** Folders named in a file that sections include. */
const rootsBySource = (items: readonly Item[]): { source: string; root: string }[] =>
  items.flatMap(({ key, value, source }) =>
    key === 'apache DocumentRoot' ? [{ source: source.replace(/ line \d+$/, ''), root: value['is'] ?? '' }] : [],
  );

/** Folders of sites that are named outside of their sections, in an included file. */
const rootsElsewhere = (items: readonly Item[]): string[] =>
  items.flatMap(({ key, value }) => (key === 'apache DocumentRoot' ? (value['is'] ?? '').split('\n') : []));
