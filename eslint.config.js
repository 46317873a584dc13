import { readFileSync } from 'node:fs';
import tseslint from 'typescript-eslint';
import playwright from 'eslint-plugin-playwright';
import prettier from 'eslint-config-prettier';

/**
 * Imports run one way: tests -> fixtures -> helpers; reports -> runbook, helpers; lab -> helpers, targets. What belongs to
 * one application is in folders called `journeys`, which the rest does not import.
 */
const mayNotImport = (files, folders, reason, ignores = []) => ({
  files,
  ignores,
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: folders.map((folder) => ({ group: [`**/${folder}/*`, `**/${folder}/**`], message: reason })) },
    ],
  },
});

/** Lines with code in them: neither blank nor comments. */
const mayNotHaveMoreLines = (files, max, ignores = []) => ({
  files,
  ignores,
  rules: { 'max-lines': ['error', { max, skipBlankLines: true, skipComments: true }] },
});

const LOANS = JSON.parse(readFileSync('tests/self/docs/loan-constructions.json', 'utf8')).map(
  ({ pattern, instead }) => ({
    pattern: new RegExp(pattern, 'i'),
    instead,
  }),
);

/** Constructions of another language in titles, messages and comments; the documents have a self-test with the same list. */
const english = {
  create: (context) => {
    const check = (node, text) => {
      const line = text.replace(/\s+(?:\* )?/g, ' ');
      for (const { pattern, instead } of LOANS) {
        const [found] = pattern.exec(line) ?? [];
        if (found !== undefined)
          context.report({ node, message: `"${found.trim()}" is a forbidden construction: ${instead}` });
      }
    };
    return {
      Program: () => {
        for (const comment of context.sourceCode.getAllComments()) check(comment, comment.value);
      },
      Literal: (node) => {
        if (typeof node.value === 'string') check(node, node.value);
      },
      TemplateElement: (node) => {
        check(node, node.value.raw);
      },
    };
  },
};

export default tseslint.config(
  { ignores: ['node_modules/', 'reports/out/', 'lab/site/static/', 'lab/outside/static/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.strictTypeChecked,
  { languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js'] } } } },
  {
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      // A switch counts once: a list of cases is read as one thing.
      complexity: ['error', { max: 15, variant: 'modified' }],
      // There are no enums (erasableSyntaxOnly), and looking for them takes a tenth of the time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read in helpers/core only.' },
      ],
    },
  },
  // The lab and its targets look up the user's cache folder and hand environments to child processes.
  {
    files: [
      'helpers/core/{settings,folders,environment}.ts',
      'targets/{lab,blog}/target.ts',
      'lab/**',
      'tests/self/**',
      'fixtures/global-setup.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['tests/**/*.ts'],
    ...playwright.configs['flat/recommended'],
    rules: {
      ...playwright.configs['flat/recommended'].rules,
      'playwright/no-conditional-in-test': 'error',
      'playwright/no-skipped-test': 'error',
      'playwright/expect-expect': ['warn', { assertFunctionNames: ['requireLandmark'] }],
      'playwright/valid-test-tags': ['error', { allowedTags: ['@blocker', '@advisory', '@writes'] }],
    },
  },
  // Specs of the suite's own tests are lists of cases, which nobody reads as a whole.
  mayNotHaveMoreLines(['tests/**/*.spec.ts', 'fixtures/**'], 60, ['tests/self/**']),
  mayNotHaveMoreLines(['helpers/**'], 150),
  mayNotImport(
    ['helpers/**'],
    ['fixtures', 'tests', 'reports', 'lab', 'journeys'],
    'helpers are plain code that anybody may use',
  ),
  mayNotImport(['helpers/journeys/**'], ['fixtures', 'tests', 'reports', 'lab'], 'helpers are plain code'),
  mayNotImport(['fixtures/**'], ['tests', 'reports', 'lab', 'journeys'], 'fixtures stand on helpers alone'),
  mayNotImport(['fixtures/journeys/**'], ['tests', 'reports', 'lab'], 'fixtures stand on helpers alone'),
  mayNotImport(['reports/**'], ['fixtures', 'tests', '../lab', 'journeys'], 'the verdict depends on results alone'),
  mayNotImport(['targets/**'], ['fixtures', 'tests', 'reports', 'helpers'], 'targets are data'),
  mayNotImport(['lab/**'], ['fixtures', 'tests', 'reports'], 'the lab does not know who looks at it'),
  mayNotImport(
    ['tests/**'],
    ['reports', 'lab', 'targets', 'journeys', 'fixtures/core'],
    "specs import the test of their folder's fixtures and plain helpers",
    ['tests/self/**', 'tests/journeys/**'],
  ),
  mayNotImport(
    ['tests/journeys/**'],
    ['reports', 'lab', 'targets', 'fixtures/core'],
    "specs import the test of their folder's fixtures and plain helpers",
  ),
  {
    files: [
      'tests/{absent,aftercare,baseline,freeze,host,journeys,postcutover,visitors}/**',
      'fixtures/**',
      'helpers/**',
    ],
    rules: { 'no-console': 'error' },
  },
  {
    plugins: { own: { rules: { english } } },
    rules: { 'own/english': 'error' },
  },
  // Texts of the sites that the lab imitates are not ours to word; the self-test of the list has examples.
  {
    files: ['lab/site/**', 'lab/blog/{wordpress,content}/**', 'tests/self/docs/english.spec.ts'],
    rules: { 'own/english': 'off' },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
  prettier,
);
