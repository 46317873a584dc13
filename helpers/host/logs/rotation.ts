import type { Host } from '../../../targets/schema.js';
import { groupBy } from '../../core/lists.js';
import { NoAnswer } from '../../core/no-answer.js';
import { shellQuote } from '../../ssh/ssh-errors.js';
import { hostLabel, runScript } from '../../ssh/ssh.js';

/** Which logs a host rotates, by the configuration file that names them. */
type Rotation = { readonly pattern: string; readonly file: string };

/**
 * The patterns of logrotate(8), read from its files: the program itself does not report patterns that match nothing. Files that
 * others may write to, and leftovers of editors and packages, it ignores.
 */
const PATTERNS = `for file in /etc/logrotate.conf /etc/logrotate.d/*; do
  [ -f "$file" ] || continue
  case $file in *.dpkg-*|*.rpm*|*.ucf-*|*~|*.bak|*.swp|*.disabled) continue ;; esac
  [ -z "$(find "$file" -perm /022)" ] || continue
  awk -v file="$file" '
    { sub(/^[ \\t]*#.*/, "") }
    inside { if ($0 ~ /^[ \\t]*}/) inside = 0; next }
    /^[ \\t]*include/ { next }
    {
      opens = index($0, "{"); text = opens ? substr($0, 1, opens - 1) : $0
      gsub(/"/, " ", text); words = split(text, word, /[ \\t]+/)
      for (i = 1; i <= words; i++) if (word[i] ~ /^\\//) print word[i] "\\t" file
      if (opens && index($0, "}") < opens) inside = 1
    }' "$file"
done
echo end`;

/** @throws {NoAnswer} when the host could not be asked, or its answer was cut off */
async function rotationsOn(host: Host): Promise<Rotation[]> {
  const description = 'which logs it rotates (/etc/logrotate.conf and logrotate.d)';
  const { stdout } = await runScript(host, PATTERNS, { description });
  const lines = stdout.trimEnd().split('\n');
  if (lines.pop() !== 'end') throw new NoAnswer(description, hostLabel(host), 'its answer was cut off');
  return lines.map((line) => {
    const [pattern = '', file = ''] = line.split('\t');
    return { pattern, file };
  });
}

/** Only characters of a path pattern, so that the shell uses it only to find files. */
const isPattern = (text: string): boolean => /^\/[\w/.*?[\]{},+@%=-]+$/.test(text);

/**
 * Logs on the new host that the old one would rotate but the new one does not, one line each.
 * @throws {NoAnswer} when a host could not be asked
 */
export async function notRotatedAnyMore(oldHost: Host, newHost: Host): Promise<string[]> {
  const [before, now] = await Promise.all([rotationsOn(oldHost), rotationsOn(newHost)]);
  const expand = (tag: string, { pattern, file }: Rotation): string =>
    `for log in ${pattern}; do [ -f "$log" ] && printf '%s\\t%s\\t%s\\n' ${tag} "$log" ${shellQuote(file)}; done`;
  const script = [
    ...before.filter(({ pattern }) => isPattern(pattern)).map((each) => expand('before', each)),
    ...now.filter(({ pattern }) => isPattern(pattern)).map((each) => expand('now', each)),
    'echo end',
  ].join('\n');
  const { stdout } = await runScript(newHost, script, { description: 'which of its logs are rotated' });
  const rows = stdout.split('\n').map((line) => line.split('\t'));
  if (!rows.some(([tag]) => tag === 'end'))
    throw new NoAnswer('which of its logs are rotated', hostLabel(newHost), 'its answer was cut off');
  const of = (tag: string): string[][] => rows.filter(([first]) => first === tag);
  const rotated = new Set(of('now').map(([, log]) => log));
  const lost = of('before').filter(([, log]) => !rotated.has(log));
  return [...groupBy(lost, ([, , file = '']) => file)].map(
    ([file, logs]) => `${file} on ${oldHost.name} would rotate ${logs.map(([, log]) => log).join(', ')}`,
  );
}
