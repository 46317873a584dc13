import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file and the folders above it. */
export function put(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

type Page = { readonly title: string; readonly body: string; readonly head?: string; readonly language?: string };

const RIGHT_TO_LEFT = ['ar', 'he'];

/** A page as someone with a text editor would write it. */
export const page = ({ title, body, head = '', language = 'en' }: Page): string =>
  `<!DOCTYPE html>
<html lang="${language}"${RIGHT_TO_LEFT.includes(language) ? ' dir="rtl"' : ''}>
<head>
<meta charset="utf-8">
<title>${title}</title>
${head}
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`;
