/** One value that a person sets in the environment. */
export type Setting = {
  readonly name: `MIGRATION_${string}`;
  readonly meaning: string;
  readonly example: string;
  /** Used if the setting is absent. A setting without this default is required. */
  readonly otherwise?: string;
  /** Words to choose from; undefined: free text. */
  readonly oneOf?: readonly string[];
  /** The setting that this one replaces; only one of the two may be set. */
  readonly insteadOf?: string;
  /** Where the value ends up in the target, as a dotted path, so that the schema's complaint can name the setting. */
  readonly fills?: string;
};

/** Looks up a setting: returns the given value, otherwise the setting's `otherwise`, otherwise undefined. */
export type Lookup = (name: string) => string | undefined;

export type TargetSource = {
  /** The settings that a person has to provide for this target. */
  readonly settings: readonly Setting[];
  /** The target, not validated yet. */
  readonly build: (value: Lookup) => unknown;
};

/** `MIGRATION_X is missing: what it means. Example: MIGRATION_X=...`; never the value that was given. */
export function complaint(setting: Setting, what: string): string {
  return `${setting.name} ${what}: ${setting.meaning}. Example: ${setting.name}=${setting.example}`;
}
