import type { IncomingHttpHeaders } from 'node:http';

export type Reply = {
  readonly status?: number;
  readonly type: string;
  readonly body: string | Buffer;
};

/** One host name's answers; undefined is "not found". */
export type Site = (url: URL, headers: IncomingHttpHeaders) => Reply | undefined | Promise<Reply | undefined>;

export const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export const xml = (element: string): Reply => ({
  type: 'text/xml;charset=UTF-8',
  body: `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n${element}\n`,
});

export const json = (value: unknown): Reply => ({
  type: 'application/json;charset=UTF-8',
  body: JSON.stringify(value),
});
