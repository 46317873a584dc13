import { existsSync, readdirSync } from 'node:fs';
import { stepsOf, type HostNames, type PlannedStep } from '../runbook.js';
import { claimsOf, liftAbsences } from './absent.js';
import { applicationSteps } from './applications/index.js';
import { TOO_SHORT } from './secret.js';
import { TargetSchema, type Target } from './schema.js';
import { complaint, type Lookup, type Setting, type TargetSource } from './setting.js';

export type { CronJob, Host, HostRole, Log, Site, Target, Trace } from './schema.js';

/** Every target, by the name of its folder next to this file; there is no list of targets. */
export const TARGETS: ReadonlyMap<string, TargetSource> = await targetsBeside();

async function targetsBeside(): Promise<Map<string, TargetSource>> {
  const found = new Map<string, TargetSource>();
  // Not through symbolic links: bundles do not follow them (run.js), and a gate and its verdict must know the same targets.
  const names = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((found) => found.isDirectory() && existsSync(new URL(`${found.name}/target.ts`, import.meta.url)))
    .map(({ name }) => name);
  // One after the other: targets share modules, and loaders other than Node's hand out one that is still being loaded.
  for (const name of names.sort()) {
    const { source } = (await import(`./${name}/target.ts`)) as { source: TargetSource };
    found.set(name, source);
  }
  return found;
}

/** A possibly incomplete target, and what keeps it from being used. */
export type TargetDraft = {
  /** Not validated. */
  readonly built: unknown;
  /** Required settings that are missing. */
  readonly missing: readonly Setting[];
  /** Further problems, not caused by missing settings: sentences that contain no value that was passed in. */
  readonly problems: readonly string[];
  /** With the examples of what is missing; undefined where anything else is wrong. */
  readonly exemplary: Target | undefined;
  /** Undefined where anything is missing or wrong. */
  readonly target: Target | undefined;
};

/** Builds a target from the given settings, complete or not. */
export function draftTarget(name: string, source: TargetSource, given: Lookup): TargetDraft {
  const bySetting = new Map<string, Setting>(source.settings.map((setting) => [setting.name, setting]));
  const value: Lookup = (setting) => given(setting) ?? bySetting.get(setting)?.otherwise;
  const missing = source.settings.filter((setting) => value(setting.name) === undefined);
  // Missing settings are filled with their examples, so that any remaining problem has another cause.
  const lifted = liftAbsences(source.build((setting) => value(setting) ?? bySetting.get(setting)?.example));
  const outcome = TargetSchema.safeParse(lifted.value);
  const issues = (outcome.error?.issues ?? []).map(({ path, message }) => ({ path: path.join('.'), message }));
  const found = [...lifted.wrong, ...issues, ...(outcome.data ? needlessClaims(outcome.data) : [])];
  const vain = vainSettings(source, given).map(
    (setting) =>
      `${setting} has no effect: targets/${name}/target.ts itself contains the value that the setting would fill in. Remove the setting`,
  );
  const malformed = found.flatMap((issue) => {
    const { path } = issue;
    // A setting may fill a list; the problem is then in one of its entries.
    const setting = source.settings.find(({ fills }) => fills !== undefined && `${path}.`.startsWith(`${fills}.`));
    if (!setting) return [`targets/${name}/target.ts: ${path}: ${issue.message}`];
    if (missing.includes(setting)) return [];
    return [complaint(setting, issue.message === TOO_SHORT ? TOO_SHORT : 'is malformed')];
  });
  const problems = [...malformed, ...vain];
  const exemplary = problems.length === 0 ? outcome.data : undefined;
  const target = missing.length === 0 ? exemplary : undefined;
  return { built: liftAbsences(source.build(value)).value, missing, problems, exemplary, target };
}

/** Settings that were given but make no difference, whatever their value: the target overrides them. */
const vainSettings = ({ settings, build }: TargetSource, given: Lookup): string[] =>
  settings
    .filter(({ name, example, otherwise }) => {
      const value = given(name);
      if (value === undefined) return false;
      const built = [value, `${value}x`, example, otherwise, undefined].map((each) =>
        JSON.stringify(build((other) => (other === name ? each : settings.find((it) => it.name === other)?.example))),
      );
      return new Set(built).size === 1;
    })
    .map(({ name }) => name);

/** Examples of all settings that make a difference to a target, as if someone had set them. */
export function exampleSettings({ settings, build }: TargetSource): Record<string, string> {
  const chosen = settings.filter(({ insteadOf }) => insteadOf === undefined);
  const examples = new Map<string, string>(chosen.map(({ name, example }) => [name, example]));
  for (const name of vainSettings({ settings, build }, (each) => examples.get(each))) examples.delete(name);
  return Object.fromEntries(examples);
}

/** Things that are said to be absent although no step of this migration requires them. */
const needlessClaims = (target: Target): { path: string; message: string }[] => {
  const steps = migrationSteps(target).map(({ id }) => id);
  return claimsOf(target)
    .filter(({ proves }) => !proves.some((step) => steps.includes(step)))
    .map(({ id, what }) => ({ path: id, message: `no step of this migration requires a ${what}: remove the claim` }));
};

/**
 * Builds and validates a target.
 * @param name one of {@link TARGETS}
 * @param given the given settings
 * @returns the target, or every problem at once, each a sentence that says what to change. No sentence contains a value
 *   that was passed in: it may be a secret in the wrong place.
 */
export function loadTarget(name: string, given: Lookup): { target: Target } | { problems: string[] } {
  const source = TARGETS.get(name);
  if (!source)
    return { problems: [`MIGRATION_TARGET names no target. Known targets: ${[...TARGETS.keys()].join(', ')}`] };
  const { target, missing, problems } = draftTarget(name, source, given);
  return target ? { target } : { problems: [...missing.map((each) => complaint(each, 'is missing')), ...problems] };
}

/** The names people use for the two hosts of a migration. */
export const hostNamesOf = ({ hosts }: Target): HostNames => ({ old: hosts.old.name, new: hosts.new.name });

/** All steps of a migration, in the order of the day. */
export const migrationSteps = (target: Target): PlannedStep[] =>
  stepsOf({
    hosts: hostNamesOf(target),
    people: target.people,
    steps: applicationSteps(target.application),
  });
