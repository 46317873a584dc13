import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { jsonSchema } from './verdict-file.js';

/** The shipped schema of verdict.json. */
const SCHEMA_PATH = fileURLToPath(new URL('../schema/verdict.schema.json', import.meta.url));

/** Does the shipped schema match the types? Its formatting does not matter. */
export const isShipped = (): boolean =>
  isDeepStrictEqual(JSON.parse(readFileSync(SCHEMA_PATH, 'utf8')), JSON.parse(JSON.stringify(jsonSchema())));

/** `npm run schema [-- --write]` */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--write')) writeFileSync(SCHEMA_PATH, `${JSON.stringify(jsonSchema(), null, 2)}\n`);
  if (!isShipped()) {
    console.error('The schema in the repository does not match the types: run npm run schema -- --write');
    process.exitCode = 1;
  }
}
