import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../run/run-folder.js';

/** Characters that XML 1.0 does not allow even as references, and that Playwright leaves in text from hosts. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Makes the list of tests for build servers well-formed, whatever a host sent. */
export function cleanJunit(folder: string): void {
  const path = join(folder, 'junit.xml');
  if (!existsSync(path)) return;
  const text = readFileSync(path, 'utf8');
  const clean = text.replace(NOT_XML, '\uFFFD');
  if (clean !== text) writeWhole(path, clean);
}
