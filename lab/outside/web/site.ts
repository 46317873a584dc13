import type { IncomingHttpHeaders } from 'node:http';

export type Reply = {
  readonly status?: number;
  readonly type: string;
  readonly body: string | Buffer;
};

/** One host name's answers; undefined is "not found". */
export type Site = (url: URL, headers: IncomingHttpHeaders) => Reply | undefined | Promise<Reply | undefined>;

export const json = (value: unknown): Reply => ({
  type: 'application/json;charset=UTF-8',
  body: JSON.stringify(value),
});
