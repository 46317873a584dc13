/** One thing a page should not have said or done. `unasked`: a file of the page could not be asked for. */
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

/** Is it the site itself that says so? */
export const isServerError = ({ kind }: Pick<PageProblem, 'kind'>): boolean =>
  kind === 'PHP message' || kind === 'apology';
