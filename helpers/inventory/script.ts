import { readFileSync } from 'node:fs';
import { shellQuote } from '../ssh/ssh-errors.js';
import type { Collector, ScriptVariables } from './types.js';

/** A part of the script: a collector, or another question in the same round trip. */
export type Part = Pick<Collector, 'script' | 'needs' | 'seconds'> & { readonly name: string };

export type ScriptKeys = {
  /** A random word: no file on the host can imitate a frame. */
  readonly nonce: string;
  /** 64 hexadecimal digits each: the inner and the outer key of the digests. */
  readonly inner: string;
  readonly outer: string;
};

/** The time limit of a part on a calm host. */
export const DEFAULT_SECONDS = 60;
const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** Reads a script from the folder of the collectors. */
export const readScript = (name: string): string => read(`collectors/${name}`);

/**
 * A shell function that prints how much longer everything takes on a busy host: a whole number, 1 up to four processes per
 * processor, then half of them. At most 4: whoever reads the output takes five minutes of silence for the end of the connection.
 */
export const SLOWNESS_FUNCTION = `slowness() {
  awk -v n="$(nproc 2>/dev/null || echo 1)" '{ s = int($1 / n / 2); print (s < 1 ? 1 : s > 4 ? 4 : s); done = 1 }
    END { if (!done) print 1 }' "$1" 2>/dev/null || echo 1
}`;

/**
 * One script for everything that is asked of a host. Each part runs in its own shell with its own time limit and low priority;
 * a frame around its output shows how it ended. All output passes through the filter that replaces secrets with digests.
 */
export function composeScript(
  parts: readonly Part[],
  variables: ScriptVariables,
  { nonce, inner, outer }: ScriptKeys,
): string {
  const end = `END-${nonce}`;
  return `
NONCE=${nonce}
# A file created after this moment may be missing from the list of its folder: a busy site writes sessions all the time.
BEGAN=$(date +%s)
export BEGAN
${SLOWNESS_FUNCTION}
SLOW=$(slowness /proc/loadavg)
renice -n 10 -p $$ >/dev/null 2>&1
ionice -c 3 -p $$ >/dev/null 2>&1
part() {
  printf '%s begin %s\\n' "$NONCE" "$1"
  if command -v timeout >/dev/null 2>&1; then errors=$(timeout "$(($2 * SLOW))" sh -s 2>&1 >&3 3>&-); else errors=$(sh -s 2>&1 >&3 3>&-); fi
  status=$?
  printf '\\n%s end %s %s %s\\n' "$NONCE" "$1" "$status" "$(printf %s "$errors" | head -c 500 | tr '\\n' ' ')"
}
{
exec 3>&1
printf '%s host %s %s\\n' "$NONCE" "$(id -u)" "$(id -un)"
${parts
  .map(
    ({ name, script, needs, seconds }) => `part ${name} ${seconds ?? DEFAULT_SECONDS} <<'${end}'
${needs.map((need) => `${need}=${shellQuote(variables[need])}`).join('\n')}
${read('prelude.sh')}
{
${script}
} </dev/null
${end}
`,
  )
  .join('')}
printf '%s begin times\\n' "$NONCE"
times
printf '%s end times 0\\n' "$NONCE"
} | { mask=$(cat <<'${end}'
${read('mask.awk')}
${end}
); INNER=${inner} OUTER=${outer} NONCE=$NONCE awk "$mask"; }
`;
}
