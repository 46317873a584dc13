import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';

const DOCS = [
  'README.md',
  'CONTRIBUTING.md',
  'lab/README.md',
  'lab/faults/catalogue/BLIND-SPOTS.md',
  'reports/README.md',
  'targets/README.md',
];

/** Every command that a reader may copy, and the test or stage that runs it: a file, and words in it that show so. */
const RUN_BY: Readonly<Record<string, readonly [file: string, words: string]>> = {
  'npm ci': ['lab/setup.sh', 'npm ci'],
  'npm start': ['package.json', 'sh lab/setup.sh && npx playwright test --project=puma-prerelease'],
  'npm test': ['.ci/run', 'npm test'],
  'npm run check': ['tests/stages', 'npm run -s lint'],
  'npm run test:unit': ['tests/stages', 'playwright test --project=unit'],
  'npm run format': ['tests/stages', 'npm run -s format:check'],
  'npx playwright test --project=puma-prerelease': ['tests/stages', "playwright test --project='*prerelease'"],
  'MIGRATION_OVERRIDE=resolver-rules npx playwright test --project=puma-prerelease': [
    'tests/self/lab/runs.spec.ts',
    "MIGRATION_OVERRIDE: 'resolver-rules'",
  ],
  'npx playwright test --project=puma-prerelease tests/host': ['tests/self/lab/runs.spec.ts', 'host/how-to-test'],
  'npx playwright test --project=lab': ['tests/stages', 'playwright test --project=lab'],
  'npx tsx reports/cli/inventory.ts': ['tests/self/core/inventory.spec.ts', 'checkInventory'],
  'npx tsx reports/cli/inventory.ts --write': ['tests/stages', 'npx tsx reports/cli/inventory.ts --write'],
  'npx tsx reports/seal/schema.ts --write': ['tests/stages', 'npx tsx reports/seal/schema.ts --write'],
  'npm run differences': ['tests/stages', 'npm run -s differences'],
  'npm run differences -- --explain AREA/KEY "why"': [
    'tests/self/inventory/explanations-file.spec.ts',
    'addExplanation(',
  ],
  'npm run differences -- --last --explain \'packages/package foo\' "replaced by bar" --who jsfan': [
    'tests/self/inventory/explanations-file.spec.ts',
    'addExplanation(',
  ],
  'npm run differences -- --last --draft differences.json': [
    'tests/self/inventory/explanations-file.spec.ts',
    '--draft FILE',
  ],
  'npm run differences -- --accept differences.json': [
    'tests/self/inventory/explanations-file.spec.ts',
    '--accept FILE',
  ],
  'npm run attack': ['tests/self/attacks/rows.spec.ts', 'ATTEMPTS'],
  'npm run verdict': ['tests/stages', 'npm run -s verdict'],
  'npm run report': ['tests/stages', 'npm run -s report'],
  'npm run report -- FOLDER --no-open': ['tests/stages', 'npm run -s report -- --no-open'],
  'npm run bench:verdict': ['tests/stages', 'npm run -s bench:verdict'],
  'npx playwright test --project=deer-baseline': ['tests/stages', 'npm run -s rehearse'],
  'npx playwright test --project=puma-freeze': ['tests/stages', 'npm run -s rehearse'],
  'npx playwright test --project=lab-blog': ['package.json', 'playwright test --project=lab-blog'],
  'npm run test:rows': ['package.json', 'playwright test --project=rows'],
  'npm run lab -- up --pair blog': ['tests/self/lab-blog/commands.spec.ts', "lab('up', '--pair', 'blog')"],
  'npm run lab -- shell old': ['tests/self/lab-blog/commands.spec.ts', "lab('shell', 'old', "],
  'npm run lab -- load my-state --pair blog': [
    'tests/self/lab-blog/commands.spec.ts',
    "lab('load', 'before-switch', '--pair', 'blog')",
  ],
  'npm run lab -- up': ['tests/self/lab-lifecycle/life.spec.ts', "lab(['up'])"],
  'npm run lab -- down': ['tests/stages', 'npm run -s lab -- down'],
  'npm run lab -- status': ['tests/self/lab-lifecycle/life.spec.ts', "lab(['status'])"],
  'npm run lab -- shell puma': ['tests/self/lab-lifecycle/life.spec.ts', "'shell', 'puma'"],
  'npm run lab -- shell puma -- mailq': ['tests/self/lab-lifecycle/life.spec.ts', "'shell', 'puma', '--'"],
  'npm run lab -- save my-state': ['tests/self/lab-lifecycle/life.spec.ts', "'save', "],
  'npm run lab -- load my-state': ['tests/self/lab-lifecycle/life.spec.ts', "'load', 'life'"],
  'npm run faults': ['tests/stages', 'npm run -s faults -- --seen --part'],
  'npm run faults -- --new --write': ['lab/faults/runner/main.ts', 'keep(results)'],
  'npm run faults -- --merge parts': ['tests/self/lab-tools/faults-merged.spec.ts', 'merged(withParts('],
  'npm run faults -- --pairs 3 --seed 7': ['tests/stages', 'npm run -s faults -- --pairs 3 --seed'],
  'npm run healthy': ['tests/stages', 'npm run -s healthy'],
  'npm run healthy -- --times 50': ['tests/stages', 'npm run -s healthy'],
  'npm run faults -- --only ID': ['lab/faults/runner/main.ts', 'values.only'],
  'npm run lab -- inject puma-mta-stopped': ['tests/self/lab-lifecycle/life.spec.ts', "'inject', 'puma-mta-stopped'"],
  'npm run lab -- heal puma-mta-stopped': ['tests/self/lab-lifecycle/life.spec.ts', "'heal', 'puma-mta-stopped'"],
  'npm run rehearse': ['tests/stages', 'npm run -s rehearse'],
  'npm run lab -- switch': ['tests/self/lab-lifecycle/switch.spec.ts', 'await survey()'],
  'npm run lab -- switch placeholder': ['tests/self/lab-lifecycle/switch.spec.ts', 'await perform(id)'],
  'npm run lab -- switch placeholder --undo': ['tests/self/lab-lifecycle/switch.spec.ts', 'await takeBack(id)'],
  'npm run lab -- switch --until data': ['lab/cutover/states.ts', 'performUntil'],
  'npm run lab -- switch roll-back': ['tests/self/lab-lifecycle/switch-states.spec.ts', 'await rollBack()'],
  'npm run lab -- load frozen': ['tests/self/lab-lifecycle/switch-states.spec.ts', 'await loadState(name)'],
  'npm run lab -- load retired': ['tests/self/lab-lifecycle/switch-states.spec.ts', 'await loadState(name)'],
  'npm run lab -- load switched': ['tests/self/lab-lifecycle/switch-states.spec.ts', 'await loadState(name)'],
  'npm run lab -- load before-switch': ['tests/self/lab-lifecycle/life.spec.ts', "'load', 'before-switch'"],
};

const COMMAND = /(?:[A-Z_]+=\S+ )*(?:npm|npx) [^`|\n]+/;

function commandsOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) => block.split('\n'));
  const spoken = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, words = '']) => words);
  return [...blocks, ...spoken].map((words) => words.trim()).filter((words) => COMMAND.exec(words)?.index === 0);
}

test('every command that the documents name is run by a test or a stage', () => {
  const unproven = DOCS.flatMap((doc) =>
    commandsOf(readFileSync(doc, 'utf8'))
      .filter((command) => {
        const [file, words] = RUN_BY[command] ?? [];
        return file === undefined || !readFileSync(file, 'utf8').includes(words ?? '');
      })
      .map((command) => `${doc}: ${command}`),
  );

  expect([...new Set(unproven)]).toEqual([]);
});

test('every link between the documents leads to a file', () => {
  const broken = DOCS.flatMap((doc) =>
    [...readFileSync(doc, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !existsSync(join(dirname(doc), link)))
      .map((link) => `${doc}: ${link}`),
  );

  expect(broken).toEqual([]);
});
