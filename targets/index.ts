import { bewelcome } from './bewelcome/target.js';
import { lab } from './lab/target.js';
import { TargetSchema, type Target } from './schema.js';
import { complaint, type Lookup, type Setting, type TargetSource } from './setting.js';

export type { CronJob, Host, HostRole, Log, Site, Target, Trace } from './schema.js';

/** Every target there is. A new one is a file beside this one and a line here. */
export const TARGETS: ReadonlyMap<string, TargetSource> = new Map([
  ['lab', { settings: [], build: () => lab }],
  ['bewelcome', bewelcome],
]);

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
    const setting = source.settings.find((candidate) => candidate.fills === path);
    if (!setting) problems.push(`targets/${name}.ts: ${path}: ${issue.message}`);
    // That it is missing was said already.
    else if (!missing.includes(setting)) problems.push(complaint(setting, 'is malformed'));
  }
  return outcome.success && problems.length === 0 ? { target: outcome.data } : { problems };
}
