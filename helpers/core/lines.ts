/** The rest of each line that begins with a given word: for `missing /a` and the word `missing`, `/a`. */
export const linesAfter =
  (lines: readonly string[]) =>
  (word: string): string[] =>
    lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
