/** What follows a first word in the lines that begin with it: of `missing /a`, asked for `missing`, it is `/a`. */
export const linesAfter =
  (lines: readonly string[]) =>
  (word: string): string[] =>
    lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
