import { draftTarget, loadTarget, TARGETS, type Target, type TargetDraft } from '../../targets/index.js';
import { readSettingsFile } from './settings-file.js';
import { SettingsError } from './settings-error.js';
import { disabledJudgements, judgementVariables } from './environment.js';
import { unknownNames } from './unknown-settings.js';
import { SETTINGS } from './suite-settings.js';
import { complaint, type Lookup, type Setting } from '../../targets/setting.js';

/** How the suite's own clients find the new host before DNS moves. */
export type Override = 'hosts-file' | 'resolver-rules';

export type Settings = {
  readonly target: Target;
  readonly override: Override;
  /** The hosts file that the override writes to. */
  readonly hostsFile: string;
  /** Folder of this run's evidence; undefined until the run has one. */
  readonly runFolder: string | undefined;
  /** Started by an automated build: no `test.only` slips through. */
  readonly ci: boolean;
  /** In the lab, where failures are provoked by the hundred: a worker continues after one (fixtures/core/keep-worker-alive.ts). */
  readonly workersOutliveFailures: boolean;
  /** File to which a summary of the run is appended, for a build server to show; undefined if there is none. */
  readonly jobSummary: string | undefined;
  /** Continues an interrupted database comparison. */
  readonly resume: boolean;
  /** Reads every file again, even those that were compared before. */
  readonly full: boolean;
  readonly seal: SealSettings;
  readonly judgementVariables: readonly string[];
};

export type SealSettings = {
  /** Key that signs the evidence; undefined: it is not signed. */
  readonly signKey: string | undefined;
  /** Whose signature counts; undefined: any signature, or none. */
  readonly signers: string | undefined;
  /** Folder in which each machine notes how far its record of runs has come; undefined: there is only one machine. */
  readonly heads: string | undefined;
  /** Where Playwright puts the blob report of a part, if not in the folder of the run. */
  readonly blobFile: string | undefined;
};

/** Settings from the file of settings in the target's folder and from the environment, which overrides it. */
function readGiven(own: Readonly<NodeJS.ProcessEnv>, targets?: string) {
  const file = readSettingsFile(own['MIGRATION_TARGET'] || 'lab', targets);
  const environment = { ...file.values, ...own };
  // `MIGRATION_X= npm start` sets an empty value: it counts as not set.
  const given: Lookup = (name) => (environment[name] === '' ? undefined : environment[name]);
  const value = (name: (typeof SETTINGS)[number]['name']): string =>
    given(name) ?? SETTINGS.find((setting) => setting.name === name)?.otherwise ?? '';
  const chosenFrom: readonly Setting[] = [...SETTINGS, ...(TARGETS.get(value('MIGRATION_TARGET'))?.settings ?? [])];
  const problems = [
    ...chosenFrom
      .filter(({ name, oneOf, otherwise }) => oneOf && !oneOf.includes(given(name) ?? otherwise ?? ''))
      .map((setting) => complaint(setting, 'has an invalid value')),
    ...(value('MIGRATION_HOSTS_FILE').startsWith('/') ? [] : [complaint(SETTINGS[2], 'is malformed')]),
    ...file.problems,
    ...unknownNames(environment, chosenFrom),
    ...disabledJudgements(environment),
  ];
  return { environment, given, value, problems };
}

/**
 * The only reader of settings.
 * @throws {SettingsError} naming every problem at once
 */
export function readSettings(own: Readonly<NodeJS.ProcessEnv> = process.env, targets?: string): Settings {
  const { environment, given, value, problems } = readGiven(own, targets);
  const loaded = loadTarget(value('MIGRATION_TARGET'), given);
  const all = [...problems, ...('problems' in loaded ? loaded.problems : [])];
  if ('problems' in loaded || all.length > 0)
    throw new SettingsError(all, given('MIGRATION_RUN_FOLDER'), value('MIGRATION_TARGET'));

  return {
    target: loaded.target,
    override: value('MIGRATION_OVERRIDE') as Override,
    hostsFile: value('MIGRATION_HOSTS_FILE'),
    runFolder: value('MIGRATION_RUN_FOLDER') || undefined,
    ci: given('CI') !== undefined,
    workersOutliveFailures: given('LAB_WORKERS_OUTLIVE_FAILURES') === 'yes' && loaded.target.name === 'lab',
    jobSummary: given('GITHUB_STEP_SUMMARY'),
    resume: value('MIGRATION_RESUME') === 'yes',
    full: value('MIGRATION_FULL') === 'yes',
    seal: readSealSettings(environment),
    judgementVariables: judgementVariables(environment),
  };
}

/** Settings of a target, some of which may be missing or wrong. */
export type SettingsDraft = TargetDraft & Pick<Settings, 'hostsFile' | 'seal'> & { readonly override: string };

/**
 * The settings of one target as far as they go, to find out what is missing.
 * @param name one of {@link TARGETS}
 * @throws {SettingsError} if there is no such target
 */
export function draftSettings(name: string, own: Readonly<NodeJS.ProcessEnv> = process.env): SettingsDraft {
  const source = TARGETS.get(name);
  if (!source)
    throw new SettingsError([`there is no target ${name}. Known targets: ${[...TARGETS.keys()].join(', ')}`]);
  const { environment, given, value, problems } = readGiven({ ...own, MIGRATION_TARGET: name });
  const draft = draftTarget(name, source, given);
  return {
    ...draft,
    problems: [...problems, ...draft.problems],
    override: value('MIGRATION_OVERRIDE'),
    hostsFile: value('MIGRATION_HOSTS_FILE'),
    seal: readSealSettings(environment),
  };
}

/** Settings that concern only evidence, which can be judged where nothing about the target is known. */
export const readSealSettings = (environment: Readonly<NodeJS.ProcessEnv> = process.env): SealSettings => ({
  signKey: environment['MIGRATION_SIGN_KEY'] || undefined,
  signers: environment['MIGRATION_SIGNERS'] || undefined,
  heads: environment['MIGRATION_HEADS'] || undefined,
  blobFile: environment['PLAYWRIGHT_BLOB_OUTPUT_FILE'] || undefined,
});
