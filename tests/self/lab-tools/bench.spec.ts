import { expect, test } from '@playwright/test';
import { documented, runToEnd } from '../docs/documented.js';

const FINDS = ['files', 'rows', 'TLS', 'DNS', 'addresses'];

test('the benchmark compares this project with other tools, and this project finds everything there is to find', () => {
  const { status, said } = runToEnd(documented('npm run bench -- --short'));
  expect(status, said).toBe(0);
  const ours = said.split('\n').filter((line) => line.includes('| this project |') && /\| \d+ of \d/.test(line));

  for (const line of ours) expect(line).toMatch(/\| (\d+) of \1 \|/);
  // What is not installed is said, and nothing else is missing.
  const absent = [...said.matchAll(/^(\w+): not measured: .* is not installed \(package /gm)].map(([, name]) => name);
  expect(ours, said).toHaveLength(FINDS.filter((name) => !absent.includes(name)).length);
  expect(said).toMatch(/\| rsync -aniX --checksum --delete \| (?:\d|not measured: rsync is not installed)/);
  expect(said).toContain('xychart-beta');
  // Nothing that starts Node is as fast as curl.
  expect(said).toMatch(
    /Where this project spends its time[^\n]*\n\n\| what[^\n]*\n[^\n]*\n(?:\|[^\n]*\n)*\| Node: startup/,
  );
});
