import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';

export type Upload = {
  readonly field: string;
  readonly filename: string;
  readonly type: string;
  readonly bytes: Buffer;
};
export type Body = { readonly form: URLSearchParams; readonly files: readonly Upload[] };

const LIMIT = 12_000_000;

/** Reads a posted form, plain or multipart. File fields that were left empty do not appear. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const form = new URLSearchParams();
  const files: Upload[] = [];
  if (
    request.method !== 'POST' ||
    !/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(request.headers['content-type'] ?? '')
  ) {
    request.resume();
    return { form, files };
  }
  await new Promise<void>((done, failed) => {
    const parser = busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { fileSize: LIMIT, fieldSize: LIMIT },
    });
    parser.on('field', (name, value) => {
      form.append(name, value);
    });
    parser.on('file', (field, stream, info) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        // As PHP does: of a file that is too big nothing is kept.
        if (info.filename && stream.truncated !== true)
          files.push({ field, filename: info.filename, type: info.mimeType, bytes: Buffer.concat(chunks) });
      });
    });
    parser.on('close', done);
    parser.on('error', failed);
    request.on('error', failed);
    request.pipe(parser);
  });
  return { form, files };
}
