/** One problem of a page. `unasked`: a file of the page could not be requested. */
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
    | 'unasked';
  readonly words: string;
  readonly url: string;
};

/** Does the site itself report it? */
export const isServerError = ({ kind }: Pick<PageProblem, 'kind'>): boolean =>
  kind === 'PHP message' || kind === 'apology';
