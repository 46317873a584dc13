import type { HttpQuestion } from './http.js';

export type BigRequest = {
  readonly part: 'form' | 'address' | 'cookie' | 'headers';
  /** In words that complete "accepts ...". */
  readonly what: string;
  readonly url: string;
  readonly question: HttpQuestion;
};

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const manyHeaders = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`x-filler-${at}`, 'b'.repeat(50)]));

/** Requests to a page that people send and that default server limits refuse. */
export const bigRequests = (page: string): readonly BigRequest[] => [
  {
    ...{ part: 'form', what: 'a form submission of four megabytes', url: page },
    question: { method: 'POST', headers: FORM, body: `text=${'a'.repeat(4 << 20)}` },
  },
  {
    ...{ part: 'address', what: 'a request for a URL of six thousand characters', url: `${page}?${'a'.repeat(6_000)}` },
    question: {},
  },
  {
    ...{ part: 'cookie', what: 'a request with a cookie of six thousand characters', url: page },
    question: { headers: { cookie: `a=${'b'.repeat(6_000)}` } },
  },
  { ...{ part: 'headers', what: 'a request with fifty headers', url: page }, question: { headers: manyHeaders(50) } },
];

/** Content, address or headers too large (RFC 9110, 15.5.14 and 15.5.15; RFC 6585, 5); for headers, Apache returns 400 and nginx 494. */
const TOO_LARGE: readonly number[] = [400, 413, 414, 431, 494];

/** Does a server refuse a request as too large, or with another status that it returns for large requests? */
export const isTooLarge = (status: number): boolean => TOO_LARGE.includes(status);
