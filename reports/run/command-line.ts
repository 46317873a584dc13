import { gateOf } from '../../runbook.js';

/**
 * The projects that a Playwright command line names with `--project`. Reporters are created before Playwright tells
 * them which projects run, and must already state then whether they print.
 */
export function projectsNamed(argv: readonly string[]): string[] {
  return argv.flatMap((word, at) => {
    if (word.startsWith('--project=')) return [word.slice('--project='.length)];
    if (word !== '--project') return [];
    const rest = argv.slice(at + 1);
    const end = rest.findIndex((next) => next.startsWith('-'));
    return end === -1 ? rest : rest.slice(0, end);
  });
}

/** Does this command line name only projects that cannot be a gate? Names may contain `*`, and letter case does not matter. */
export function namesNoGate(argv: readonly string[]): boolean {
  const named = projectsNamed(argv);
  return named.length > 0 && named.every((name) => !name.includes('*') && gateOf(name.toLowerCase()) === undefined);
}

/** Does this command line select one part of a run? */
export const namesShard = (argv: readonly string[]): boolean => argv.some((word) => /^--shard(=|$)/.test(word));

/** The part of a run that a command line selects, such as `2/3`. */
export function shardNamed(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => /^--shard(=|$)/.test(word));
  const words = argv[at] ?? '';
  return at < 0 ? undefined : words.includes('=') ? words.slice('--shard='.length) : argv[at + 1];
}

/** Does this command line start a run that can be a gate run? Listing the checks is not a run. */
export const isGateRun = (argv: readonly string[]): boolean =>
  (argv.includes('test') || argv.includes('merge-reports')) && !argv.includes('--list') && !namesNoGate(argv);

/** The gate that a command line names; null if it names none, several, or a pattern. */
export function gateNamed(argv: readonly string[]): string | null {
  const [name = '', ...others] = projectsNamed(argv);
  return others.length > 0 ? null : (gateOf(name.toLowerCase())?.id ?? null);
}

/** The command line as a person would type it. */
export const formatCommand = (argv: readonly string[]): string =>
  ['npx', 'playwright', ...argv.slice(2)]
    .map((word) => (/[^\w@%+=:,./-]/.test(word) ? JSON.stringify(word) : word))
    .join(' ');
