import { TARGETS } from '../../targets/index.js';
import type { Setting } from '../../targets/setting.js';

/** A misspelled setting, or one that belongs to another target, would silently leave the default in force. */
export function unknownNames(
  environment: Readonly<Record<string, string | undefined>>,
  known: readonly Setting[],
): string[] {
  const ownersOf = (name: string): string[] =>
    [...TARGETS].filter(([, { settings }]) => settings.some((each) => each.name === name)).map(([owner]) => owner);
  return Object.keys(environment)
    .filter((name) => name.startsWith('MIGRATION_') && !known.some((each) => each.name === name))
    .map((name) => {
      const owners = ownersOf(name).join(', ');
      return owners === ''
        ? `${name} is not a setting. See docs/target.md for the list of settings`
        : `${name} is not a setting of this target, only of ${owners}. Leave it out`;
    });
}
