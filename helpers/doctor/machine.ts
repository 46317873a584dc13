import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SettingsDraft } from '../core/settings.js';
import { chosenBrowser } from '../http/browser.js';
import { ownerOf } from '../routing/hosts-file.js';
import { missing, there, type Finding } from './finding.js';

/** Things that are missing on the machine on which the gates run. Finding out changes nothing on it. */
export const machineFindings = (draft: SettingsDraft, files: readonly string[]): Finding[] => [
  program('ssh', '-V', 'openssh-client', 'every gate, to query the hosts'),
  browserFinding(),
  ...(draft.exemplary?.authority !== undefined && draft.exemplary.browserHome === undefined
    ? [program('certutil', '-H', 'libnss3-tools', 'the browser, to trust the private authority')]
    : []),
  overrideFinding(draft),
  ...signingFindings(draft.seal.signKey),
  ...files.map((path) =>
    may(path, constants.R_OK)
      ? there(path, 'can be read')
      : missing(path, 'cannot be read', 'every gate, because the target names this file', [`ls -l ${path}`]),
  ),
];

function program(name: string, flag: string, apt: string, matters: string): Finding {
  const { error, stdout, stderr } = spawnSync(name, [flag], { encoding: 'utf8', timeout: 5_000 });
  if (error) return missing(name, 'not installed', matters, [`apt-get install ${apt}`]);
  return there(name, (stdout + stderr).split(/[,\n]/)[0] ?? 'installed');
}

function browserFinding(): Finding {
  const { words, executablePath } = chosenBrowser();
  if (existsSync(executablePath)) return there('browser', words);
  return missing('browser', 'none is installed', 'the baseline, step 5, and every check of what a visitor sees', [
    'npx playwright install chromium',
  ]);
}

const MATTERS = 'every check of the prerelease gate, to reach the new host before DNS moves';

function overrideFinding({ override, hostsFile }: SettingsDraft): Finding {
  if (override === 'resolver-rules') return there('override', 'resolver-rules: for the suite only, needs no root');
  const owner = ownerOf(hostsFile);
  if (owner !== undefined)
    return missing('override', `${hostsFile} is held by another run (process ${owner.pid})`, MATTERS, [
      'wait for that run, or end it',
    ]);
  // The complete copy is stored next to the file.
  if (may(hostsFile, constants.W_OK) && may(dirname(hostsFile), constants.W_OK))
    return there('override', `${hostsFile} is writable`);
  return missing('override', `this account lacks write access to ${hostsFile}, its folder, or both`, MATTERS, [
    'MIGRATION_OVERRIDE=resolver-rules  # or run the gate as root',
  ]);
}

function signingFindings(key: string | undefined): Finding[] {
  if (key === undefined) return [];
  return may(key, constants.R_OK)
    ? [there('signing key', 'can be read')]
    : [missing('signing key', `${key} cannot be read`, 'the signature on the evidence', [`ls -l ${key}`])];
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
