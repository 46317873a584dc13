/** Quoted parts and comments as wholes, so that nothing in them is mistaken for syntax; then single characters, blanks, and words. */
const TOKEN =
  /'(?:[^'\\]|\\[^]|'')*'|"(?:[^"\\]|\\[^]|"")*"|`(?:[^`]|``)*`|\/\*!\d*|\*\/|\/\*[^]*?\*\/|--[ \t][^\n]*|#[^\n]*|[(),]|\s+|[\w$.]+|[^]/g;

type Token = { readonly text: string; readonly at: number; readonly depth: number };

function* tokensOf(sql: string): Generator<Token> {
  let depth = 0;
  for (const { 0: text, index: at } of sql.matchAll(TOKEN)) {
    if (text === ')') depth -= 1;
    yield { text, at, depth };
    if (text === '(') depth += 1;
  }
}

const isExact = (text: string): boolean => /^['"`]/.test(text);

/**
 * SQL without insignificant parts: blanks within a line, blanks at its ends, empty lines, kinds of line endings, and the
 * marks of version comments. Quoted texts are left alone; so are line endings, which end a comment.
 */
export function tidy(sql: string): string {
  let tidied = '';
  for (const { text } of tokensOf(sql)) {
    if (/^\s+$/.test(text)) tidied += text.includes('\n') ? '\n' : ' ';
    else if (isExact(text)) tidied += text;
    else tidied += /^(\/\*!\d*|\*\/)$/.test(text) ? ' ' : text.trimEnd();
  }
  return tidied.replace(/^\s+|\s+$/g, '');
}

/** The parts of a list, separated by commas outside of parentheses. */
export function splitList(sql: string): string[] {
  const ends = [...tokensOf(sql)].filter(({ text, depth }) => text === ',' && depth === 0).map(({ at }) => at);
  return [...ends, sql.length].map((end, index) => sql.slice((ends[index - 1] ?? -1) + 1, end).trim());
}

/** The text in the first parentheses, and the text before and after them. */
export function aroundParentheses(sql: string): { before: string; within: string; after: string } {
  const tokens = [...tokensOf(sql)];
  const open = tokens.find(({ text, depth }) => text === '(' && depth === 0)?.at ?? sql.length;
  const close = tokens.find(({ text, depth, at }) => text === ')' && depth === 0 && at > open)?.at ?? sql.length;
  return { before: sql.slice(0, open), within: sql.slice(open + 1, close), after: sql.slice(close + 1) };
}

/**
 * Splits a definition at its keywords, e.g. `int NOT NULL COMMENT 'x'` at `NOT NULL` and `COMMENT`; a keyword alone means
 * `yes`. Text that no keyword introduces stays with the clause before it, so that nothing is lost.
 * @param keywords sticky; matched outside of parentheses, quotes and comments
 * @param first name of the part before the first keyword
 * @param last a keyword that takes all that follows it
 */
export function clausesOf(sql: string, keywords: RegExp, first: string, last?: string): Record<string, string> {
  const cuts: { name: string; from: number; to: number }[] = [{ name: first, from: 0, to: 0 }];
  for (const { text, at, depth } of tokensOf(sql)) {
    const { name, to } = cuts.at(-1) ?? { name: first, to: 0 };
    if (name === last) break;
    if (depth > 0 || at < to || !/^\w/.test(text)) continue;
    keywords.lastIndex = at;
    const keyword = keywords.exec(sql)?.[0];
    if (keyword !== undefined) cuts.push({ name: keyword.replace(/\s*=?\s*$/, ''), from: at, to: at + keyword.length });
  }
  const clauses: Record<string, string> = {};
  for (const [index, { name, to }] of cuts.entries()) {
    const text = tidy(sql.slice(to, cuts[index + 1]?.from));
    const all = [clauses[name], text || (index === 0 ? undefined : 'yes')].filter((each) => each !== undefined);
    if (all.length > 0) clauses[name] = all.join(' ');
  }
  return clauses;
}

/** The name in backticks at the start of a text, and how much of the text it occupies. */
export function quotedAtStart(sql: string): { readonly name: string; readonly length: number } | undefined {
  const [quoted] = /^`(?:[^`]|``)*`/.exec(sql) ?? [];
  return quoted === undefined ? undefined : { name: quoted.slice(1, -1).replaceAll('``', '`'), length: quoted.length };
}

const WIDTH = /^((?:tiny|small|medium|big)?int|year)\((?!1\)$)\d+\)(?!.*zerofill)/i;

/**
 * A type without its display width, which MySQL 8 leaves out: the width matters only with ZEROFILL, and in
 * tinyint(1), which represents a boolean.
 */
export const withoutWidth = (type: string): string => type.replace(WIDTH, '$1');
