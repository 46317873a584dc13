import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { STATES } from '../../../lab/cutover/steps.js';
import { GATES } from '../../../runbook.js';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const DOCS = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The values that a variable in a documented(`...`) of a spec takes. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  gate: GATES.map(({ id }) => id),
  name: Object.keys(STATES),
};

/** Commands that no test can run: one changes files while they are tested, one is this very run. */
const NOT_RUN = ['npm run format', 'npm test'];

const COMMAND = /(?:[A-Z_]+=\S+ )*(?:npm|npx) [^`|\n]+/;

function commandsOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) => block.split('\n'));
  const spoken = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, words = '']) => words);
  return [...blocks, ...spoken].map((words) => words.trim()).filter((words) => COMMAND.exec(words)?.index === 0);
}

/** One spelling: quiet npm is npm, what npx starts an npm script starts too, and any target's project is meant. */
const plain = (command: string): string =>
  command
    .trim()
    .replace('npm run -s ', 'npm run ')
    .replace(/^npx /, '')
    .replace(/--project='?(?:\*|deer-|puma-)(\w+)'?/, '--project=*$1');

function partsOf(command: string): string[] {
  const [, names] = /^run-p (?:--\S+ )*(.+)$/.exec(command) ?? [];
  return names === undefined ? command.split(' && ').map(plain) : names.split(' ').map((name) => `npm run ${name}`);
}

function stages(): string[] {
  const lines = readFileSync('tests/stages', 'utf8').split('\n');
  return lines.flatMap((line) => partsOf(line.split(' | ')[2] ?? '')).filter((part) => part !== '');
}

/** The command lines that specs run, a template once with each value of its variable. */
function runBySpecs(): string[] {
  const specs = readdirSync('tests/self', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!docs)\.spec\.ts$/.test(name),
  );
  return specs
    .flatMap((name) => [...readFileSync(join('tests/self', name), 'utf8').matchAll(/\bdocumented\(\s*(['`])(.+?)\1/g)])
    .flatMap(([, , line = '']) => {
      const [variable, inner = ''] = /\$\{(\w+)\}/.exec(line) ?? [];
      return variable === undefined ? [line] : (VALUES[inner] ?? []).map((value) => line.replace(variable, value));
    })
    .map(plain);
}

/** The commands of the set-up, with which `npm test` begins. */
const setUp = (): string[] =>
  [...readFileSync('lab/setup.sh', 'utf8').matchAll(/^ *(npm .+)$/gm)].map(([line]) => plain(line));

const WORKFLOWS = '.github/workflows';
const byWorkflows = (): string[] =>
  readdirSync(WORKFLOWS).flatMap((name) =>
    [...readFileSync(join(WORKFLOWS, name), 'utf8').matchAll(/^ *(?:- run: |run: \[)?(npm .+?)\]?$/gm)].flatMap(
      ([, line = '']) => line.split(', ').map(plain),
    ),
  );

/** A command, and what the script of package.json starts that it names. */
function withScript(command: string): string[] {
  const script = scripts[command.replace('npm run ', '')];
  return script === undefined ? [command] : [command, ...partsOf(script)];
}

const RUN: readonly string[] = [
  ...stages(),
  ...runBySpecs(),
  ...byWorkflows().flatMap(withScript),
  ...partsOf(scripts['test'] ?? ''),
  ...setUp(),
];

/** So it was run, or with further options, or a part of it; words in capitals, in quotes and numbers stand for any. */
function isRun(command: string): boolean {
  const words = (plain(command).match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) =>
    /^([A-Z/]+|["'].*["'])$/.test(word)
      ? `('[^']*'|"[^"]*"|\\S+)`
      : word.replace(/[$()*+.?[\]^{|}\\]/g, '\\$&').replace(/^\d+$/, '\\d+'),
  );
  const as = new RegExp(`^${words.join(' ')}(?:$|/| --| tests/)`);
  const [, script] = /^npm (?:run )?([\w:]+)$/.exec(plain(command)) ?? [];
  return RUN.some((run) => as.test(run)) || (script !== undefined && partsOf(scripts[script] ?? '').every(isRun));
}

test('every documented npm or npx command that a test can run is run by npm test, a workflow, or a spec', () => {
  const named = DOCS.flatMap((doc) => commandsOf(readFileSync(doc, 'utf8')).map((command) => `${doc}: ${command}`));

  expect(readFileSync('.ci/run', 'utf8')).toContain('\nnpm test\n');
  expect(scripts['format']?.replace('--write', '--check --cache')).toBe(scripts['format:check']);
  expect(
    named.filter(
      (line) => !NOT_RUN.some((each) => line.endsWith(`: ${each}`)) && !isRun(line.slice(line.indexOf(': ') + 2)),
    ),
  ).toEqual([]);
});

test('a command that is never run is not mistaken for one that is', () => {
  for (const command of [
    'npm run lab -- switch dns',
    'npm run lab -- shell outside',
    'npm run nothing',
    'npx nothing a.ts',
  ])
    expect(isRun(command), command).toBe(false);
});

/** The anchors of a document's headings, as GitHub makes them. */
const anchorsIn = (doc: string): string[] =>
  [...readFileSync(doc, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );

test('every link between the documents points to an existing file and, if it has an anchor, to an existing heading', () => {
  const broken = DOCS.flatMap((doc) =>
    [...readFileSync(doc, 'utf8').matchAll(/\]\((?!https?:)([^)#]*)#?([^)]*)\)/g)]
      .map(([, file = '', anchor = '']) => ({ path: file === '' ? doc : join(dirname(doc), file), anchor }))
      .filter(({ path, anchor }) => !existsSync(path) || (anchor !== '' && !anchorsIn(path).includes(anchor)))
      .map(({ path, anchor }) => `${doc}: ${path}#${anchor}`),
  );

  expect(broken).toEqual([]);
});

test('every source file that a document mentions exists', () => {
  const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' });
  // Words in capitals stand for any; files that runs make are named without a folder, programs and templates are not made.
  const pattern = (name: string): RegExp =>
    new RegExp(`(^|/)${name.replaceAll('.', '\\.').replaceAll(/\*|\b[A-Z]+\b/g, '[^/\n]+')}$`, 'm');
  const gone = DOCS.flatMap((doc) =>
    [...readFileSync(doc, 'utf8').matchAll(/`([\w*-][\w*./-]*\.(?:ts|eta|awk)|[\w*-]+\/[\w*./-]+\.(?:json|sh|md))`/g)]
      .map(([, name = '']) => name)
      .filter((name) => !pattern(name).test(files))
      .map((name) => `${doc}: ${name}`),
  );

  expect(gone).toEqual([]);
});
