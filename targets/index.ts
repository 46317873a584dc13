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

  const bySetting = new Map<string, Setting>(source.settings.map((setting) => [setting.name, setting]));
  const value: Lookup = (setting) => given(setting) ?? bySetting.get(setting)?.otherwise;
  const missing = source.settings.filter((setting) => value(setting.name) === undefined);
  const problems = missing.map((setting) => complaint(setting, 'is missing'));

  const outcome = TargetSchema.safeParse(source.build(value));
  for (const issue of outcome.error?.issues ?? []) {
    const path = issue.path.join('.');
    // A setting may fill a list; what is wrong is then one of its entries.
    const setting = source.settings.find(({ fills }) => fills !== undefined && `${path}.`.startsWith(`${fills}.`));
    if (!setting) problems.push(`targets/${name}/target.ts: ${path}: ${issue.message}`);
    // That it is missing was said already.
    else if (!missing.includes(setting))
      problems.push(complaint(setting, issue.message === TOO_SHORT ? TOO_SHORT : 'is malformed'));
  }
  return outcome.success && problems.length === 0 ? { target: outcome.data } : { problems };
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
