import { dirname } from 'node:path';
import type { HttpAnswer } from '../http/http.js';
import type { ApacheFacts, HostFacts } from '../host/facts/types.js';

/** Names of the enabled sites, by their a2ensite(8) names: the files in sites-enabled that the web server includes. */
export function enabledSites({ files }: Pick<ApacheFacts, 'files'>): string[] {
  return files.flatMap((path) => /\/sites-enabled\/(.+?)(?:\.conf)?$/.exec(path)?.[1] ?? []).sort();
}

/**
 * Why an answer is not the placeholder; empty when it is.
 * @param page the required page, byte for byte; undefined if the answer has no body
 */
export function notThePlaceholder({ status, headers, body }: HttpAnswer, page: Buffer | undefined): string[] {
  const after = headers['retry-after'];
  const wrong: readonly (readonly [boolean, string])[] = [
    [status !== 503, `status ${status} instead of 503`],
    // RFC 9110, 10.2.3: seconds, or a date.
    [!/^\d+$|GMT$/.test(after ?? ''), after === undefined ? 'no Retry-After' : `Retry-After: ${after}`],
    [headers.location !== undefined, `redirects to ${headers.location ?? ''}`],
    [headers['set-cookie'] !== undefined, 'sets a cookie'],
    [page !== undefined && !body.equals(page), 'a different page'],
  ];
  return wrong.filter(([holds]) => holds).map(([, what]) => what);
}

/** Directives that pass a request to another program, or run one: proxies, gateways, interpreters. */
const HANDS_ON =
  /^((proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass\b|(content|access|rewrite)_by_lua|perl\b|Proxy(Pass|PassMatch|Remote\w*)\b|(FastCgi|FCGI|WSGI|Passenger|JkMount|ScriptAlias|ScriptSock|Action)\w*\b|(Set|Add)Handler\s.*(php|proxy|cgi|server-parsed)|AddType\s.*php|php_\w+|Options\s.*\bExecCGI|RewriteRule\s.*\[[^\]]*\b(P|proxy)\b|RewriteMap\s+\S+\s+"?(prg|dbd)|ErrorDocument\s+\d+\s+"?https?:)/i;

/**
 * Lines through which the virtual hosts of these names could reach an application or a database, e.g.
 * `/etc/apache2/sites-enabled/www.conf: ProxyPass / http://127.0.0.1:8080/`. Looks at the files of their virtual
 * hosts, at the files that those include, and at settings for all hosts; modules that are only loaded reach nothing.
 * @param roots folders of the deployments: a document root in one of them is the site itself
 */
export function waysToTheApplication(
  facts: Pick<HostFacts, 'apache' | 'files'>,
  names: readonly string[],
  roots: readonly string[],
): string[] {
  const { files: live, vhosts } = facts.apache;
  const named = vhosts.filter(({ name, aliases }) => [name, ...aliases].some((each) => names.includes(each)));
  // A virtual host that is alone on its port answers to every name, and Apache does not list its aliases.
  const own = named.length > 0 ? named : vhosts;
  const forAll = live.filter((path) => !/\/(sites|mods)-enabled\//.test(path) && !isIncludedBySites(facts, path));
  const seen = new Set([...own.map(({ file }) => file), ...forAll]);
  for (const path of seen)
    for (const included of includedBy(facts, path)) {
      // apache2.conf includes all of them; other sites stay up, and a module that is only loaded reaches nothing.
      const isOfOthers = forAll.includes(path) && /\/(sites|mods)-enabled\//.test(included);
      if (!isOfOthers) seen.add(included);
    }
  return [...seen].flatMap((path) =>
    linesOf(facts, path)
      .filter(
        (line) =>
          (HANDS_ON.test(line) && !isShippedCgi(path, line)) ||
          roots.some((root) => /^(DocumentRoot|Alias|root)\b/i.test(line) && line.includes(root)),
      )
      .map((line) => `${path}: ${line}`),
  );
}

/** The line with which Debian's Apache enables its own empty folder for CGI programs: the site is not in it. */
const isShippedCgi = (path: string, line: string): boolean =>
  /\/conf-(enabled|available)\/serve-cgi-bin\.conf$/.test(path) && /\/usr\/lib\/cgi-bin\/?"?$|ExecCGI/i.test(line);

/** Lines of an active file, without comments, with continued lines joined. */
export const linesOf = ({ files }: Pick<HostFacts, 'files'>, path: string): string[] =>
  (files[path] ?? '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Active files that a file names in an Include; for a pattern, the part before its first wildcard counts. */
export function includedBy(facts: Pick<HostFacts, 'apache' | 'files'>, path: string): string[] {
  const root = facts.apache.files.find((file) => /\/(apache2|httpd|nginx)\.conf$/.test(file)) ?? '/etc/apache2/';
  return linesOf(facts, path).flatMap((line) => {
    const named = /^Include(?:Optional)?\s+"?([^";]+)"?;?$/i.exec(line)?.[1];
    if (named === undefined) return [];
    const start = (named.startsWith('/') ? named : `${dirname(root)}/${named}`).replace(/[*?[].*$/, '');
    return facts.apache.files.filter((file) => file.startsWith(start));
  });
}

const isIncludedBySites = (facts: Pick<HostFacts, 'apache' | 'files'>, path: string): boolean =>
  facts.apache.files.some((file) => file.includes('/sites-enabled/') && includedBy(facts, file).includes(path));
