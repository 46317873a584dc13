import { existsSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { extname, join, normalize } from 'node:path';
import type { Reply } from './context.js';

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.js': 'application/javascript',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain',
};

/** For development only ([server] serve_static=1): what Apache does on a host, existing files and the rule for X.php. */
export function staticFile(root: string, request: IncomingMessage): Reply | undefined {
  const path = normalize((request.url ?? '/').replace(/\?.*/s, ''));
  const file = join(root, 'htdocs', path);
  if (!path.endsWith('/') && existsSync(file) && statSync(file).isFile()) {
    return {
      status: 200,
      headers: { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' },
      body: readFileSync(file),
    };
  }
  if (/^\/[^/]+\.php$/.test(path)) return { status: 302, headers: { Location: `/bw${request.url ?? ''}` }, body: '' };
  return undefined;
}
