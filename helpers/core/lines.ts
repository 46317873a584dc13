/** The rest of each line that begins with a given word: of `missing /a`, asked for `missing`, it is `/a`. */
export const linesAfter =
  (lines: readonly string[]) =>
  (word: string): string[] =>
    lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
