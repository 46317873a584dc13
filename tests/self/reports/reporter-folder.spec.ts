import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test, expect } from '@playwright/test';
import { LOG } from '../../../reports/run/run-log.js';
import { pointLatestTo, runFolder, writeWhole } from '../../../reports/run/run-folder.js';
import { programOf } from '../docs/documented.js';

const COMMAND = ['node', 'playwright', 'test', '--project=puma-prerelease'];

test.describe('the folder of a run', () => {
  test('is named after the time and the gate, and is never shared by two runs', ({}, info) => {
    const folders = Array.from({ length: 20 }, () => runFolder(undefined, info.outputPath(), COMMAND));

    expect(new Set(folders).size).toBe(20);
    expect(basename(folders[0] ?? '')).toMatch(/^\d{4}-\d\d-\d\dT\d{6}Z-puma-prerelease-[0-9a-f]{6}$/);
    expect(readdirSync(info.outputPath()).filter((name) => name !== LOG)).toHaveLength(20);
  });

  test('is accessible only to its owner, even if the umask is 0', ({}, info) => {
    const umask = process.umask(0);
    const folder = runFolder(undefined, info.outputPath(), COMMAND);
    process.umask(umask);

    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('is reused by the run and by the processes that it starts', ({}, info) => {
    const folder = runFolder(undefined, info.outputPath(), COMMAND);
    const code = `import { runFolder } from 'ROOT/reports/run/run-folder.js'; console.log(runFolder(process.argv[2], 'x'));`;
    const program = programOf(code, info.outputPath('program.ts'));
    const child = spawnSync(process.execPath, [...program, folder], { encoding: 'utf8' });

    expect(child.stdout.trim(), child.stderr).toBe(folder);
    expect(runFolder(folder, 'x', COMMAND)).toBe(folder);
  });

  test('is refused if it already exists and does not belong to this run', ({}, info) => {
    const folder = info.outputPath('rehearsal');
    mkdirSync(folder);
    expect(() => runFolder(folder, 'x', COMMAND)).toThrow('it already exists and may hold another run');

    writeFileSync(`${folder}/owner.pid`, '1\n');
    expect(() => runFolder(folder, 'x', COMMAND)).toThrow('it already exists and may hold another run');
  });

  test('is not created if nothing runs', ({}, info) => {
    expect(existsSync(runFolder(undefined, info.outputPath('out'), [...COMMAND, '--list']))).toBe(false);
    expect(existsSync(runFolder(undefined, info.outputPath('out'), ['node', 'playwright', 'show-report']))).toBe(false);
  });

  test('is where "latest" points if no run is newer, and no half-written file is left behind', ({}, info) => {
    for (const run of ['one', 'two']) {
      mkdirSync(info.outputPath(run));
      writeWhole(info.outputPath(run, 'verdict.json'), run);
      pointLatestTo(info.outputPath(run));
    }

    expect(readlinkSync(info.outputPath('latest'))).toBe('two');
    expect(readFileSync(info.outputPath('latest/verdict.json'), 'utf8')).toBe('two');
    expect(readdirSync(info.outputPath(), { recursive: true }).filter((name) => String(name).endsWith('.tmp'))).toEqual(
      [],
    );
  });
});
