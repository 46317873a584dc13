import { existsSync, readdirSync } from 'node:fs';
import { stepsOf, type HostNames, type PlannedStep } from '../runbook.js';
import { applicationSteps } from './applications/index.js';
import { TOO_SHORT } from './secret.js';
import { TargetSchema, type Target } from './schema.js';
import { complaint, type Lookup, type Setting, type TargetSource } from './setting.js';

export type { CronJob, Host, HostRole, Log, Site, Target, Trace } from './schema.js';

/** Every target there is, by the name of its folder beside this file; nothing lists them. */
export const TARGETS: ReadonlyMap<string, TargetSource> = new Map(
  await Promise.all(
    readdirSync(import.meta.dirname)
      .filter((name) => existsSync(new URL(`${name}/target.ts`, import.meta.url)))
      .sort()
      .map(async (name): Promise<[string, TargetSource]> => {
        const { source } = (await import(`./${name}/target.ts`)) as { source: TargetSource };
        return [name, source];
      }),
  ),
);

/** A target as far as it goes, and what keeps it from being used. */
export type TargetDraft = {
  /** Not validated. */
  readonly built: unknown;
  /** Required settings that are missing. */
  readonly missing: readonly Setting[];
  /** What else is wrong, and not because of these: sentences without a value that was handed in. */
  readonly problems: readonly string[];
  /** With the examples of what is missing; undefined where anything else is wrong. */
  readonly exemplary: Target | undefined;
  /** Undefined where anything is missing or wrong. */
  readonly target: Target | undefined;
};

/** Builds a target from what was handed in by settings, complete or not. */
export function draftTarget(name: string, source: TargetSource, given: Lookup): TargetDraft {
  const bySetting = new Map<string, Setting>(source.settings.map((setting) => [setting.name, setting]));
  const value: Lookup = (setting) => given(setting) ?? bySetting.get(setting)?.otherwise;
  const missing = source.settings.filter((setting) => value(setting.name) === undefined);
  // With the examples of what is missing, whatever is still wrong does not follow from that.
  const outcome = TargetSchema.safeParse(source.build((setting) => value(setting) ?? bySetting.get(setting)?.example));
  const problems = (outcome.error?.issues ?? []).flatMap((issue) => {
    const path = issue.path.join('.');
    // A setting may fill a list; what is wrong is then one of its entries.
    const setting = source.settings.find(({ fills }) => fills !== undefined && `${path}.`.startsWith(`${fills}.`));
    if (!setting) return [`targets/${name}/target.ts: ${path}: ${issue.message}`];
    if (missing.includes(setting)) return [];
    return [complaint(setting, issue.message === TOO_SHORT ? TOO_SHORT : 'is malformed')];
  });
  const exemplary = outcome.data;
  const target = missing.length === 0 ? exemplary : undefined;
  return { built: source.build(value), missing, problems, exemplary, target };
}

/**
 * Builds and validates a target.
 * @param name one of {@link TARGETS}
 * @param given what was handed in by settings
 * @returns the target, or every problem at once, each a sentence that says what to change. No sentence holds a value
 *   that was handed in: it may be a secret in the wrong place.
 */
export function loadTarget(name: string, given: Lookup): { target: Target } | { problems: string[] } {
  const source = TARGETS.get(name);
  if (!source)
    return { problems: [`MIGRATION_TARGET names no target. Known targets: ${[...TARGETS.keys()].join(', ')}`] };
  const { target, missing, problems } = draftTarget(name, source, given);
  return target ? { target } : { problems: [...missing.map((each) => complaint(each, 'is missing')), ...problems] };
}

/** What people call the two hosts of a migration. */
export const hostNamesOf = ({ hosts }: Target): HostNames => ({ old: hosts.old.name, new: hosts.new.name });

/** All steps of a migration, in the order of the day. */
export const migrationSteps = (target: Target): PlannedStep[] =>
  stepsOf({
    hosts: hostNamesOf(target),
    people: target.people,
    steps: applicationSteps(target.application),
  });
