import { hideSecrets } from '../core/hide-secrets.js';

/** One problem of a page. `no answer`: a file of the page could not be fetched. */
export type PageProblem = {
  readonly kind:
    | 'PHP message'
    | 'apology'
    | 'console error'
    | 'page error'
    | 'failed request'
    | 'mixed content'
    | 'alert'
    | 'missing part'
    | 'no answer';
  readonly words: string;
  readonly url: string;
};

/** Does the site itself report it? */
export const isServerError = ({ kind }: Pick<PageProblem, 'kind'>): boolean =>
  kind === 'PHP message' || kind === 'apology';

/** PHP prints `Warning: text in /file on line 7`, with or without <b>; a forum post that says "Warning:" does not. */
const PHP_MESSAGE =
  /(?:Deprecated|Notice|Warning|Fatal error|Parse error|Strict Standards)(?:<\/b>)?:\s[^\n]{0,400}? in (?:<b>)?\S+?(?:<\/b>)? on line (?:<b>)?\d+/;
/** Rox's page for an uncaught exception; the status stays 200. */
const APOLOGY = /<h1[^>]*>\s*Sorry :\(/;

/** Signs, in text from a server, that it is unhealthy. */
export function findPageProblems(text: string, url: string): PageProblem[] {
  const php = PHP_MESSAGE.exec(text)?.[0].replace(/<[^>]+>/g, '');
  return [
    ...(php === undefined ? [] : [{ kind: 'PHP message', words: hideSecrets(php), url } as const]),
    ...(APOLOGY.test(text) ? [{ kind: 'apology', words: 'Sorry :(', url } as const] : []),
  ];
}
