/** One value that a person hands in through the environment. */
export type Setting = {
  readonly name: `MIGRATION_${string}`;
  readonly meaning: string;
  readonly example: string;
  /** Taken when the setting is absent. A setting without it is required. */
  readonly otherwise?: string;
  /** Words to choose from; undefined: free text. */
  readonly oneOf?: readonly string[];
  /** The setting that it takes the place of; only one of the two is given. */
  readonly insteadOf?: string;
  /** Where the value ends up in the target, as a dotted path, so that the schema's complaint can name the setting. */
  readonly fills?: string;
};

/** Looks a setting up: what was handed in, else its `otherwise`, else undefined. */
export type Lookup = (name: string) => string | undefined;

export type TargetSource = {
  /** The settings that a person has to give for this target. */
  readonly settings: readonly Setting[];
  /** The target, not validated yet. */
  readonly build: (value: Lookup) => unknown;
};

/** `MIGRATION_X is missing: what it means. Example: MIGRATION_X=...`; never the value that was handed in. */
export function complaint(setting: Setting, what: string): string {
  return `${setting.name} ${what}: ${setting.meaning}. Example: ${setting.name}=${setting.example}`;
}
