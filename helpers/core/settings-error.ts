/** Everything that is wrong with the settings, in one message. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly #target: string | undefined;
  readonly #runFolder: string | undefined;

  constructor(problems: readonly string[], runFolder?: string, target?: string) {
    super(
      `${problems.length} ${problems.length === 1 ? 'setting is' : 'settings are'} wrong:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
    this.#runFolder = runFolder;
    this.#target = target;
    // Whoever reads this can change a setting, not the program: the place in the code where it was noticed is noise.
    this.stack = `${this.name}: ${this.message}`;
  }

  /** The migration to which they belong, if that is known. */
  get target(): string | undefined {
    return this.#target;
  }

  /** Where the evidence of the run was to be written, if that was given. */
  get runFolder(): string | undefined {
    return this.#runFolder;
  }
}
