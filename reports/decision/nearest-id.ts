/** A suggestion of what was meant: ` Did you mean x?`; empty if nothing is similar. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const [best] = [...known]
    .map((name) => ({ name, away: distance(word, name) }))
    .sort((a, b) => a.away - b.away || (a.name < b.name ? -1 : 1));
  return best && best.away <= Math.max(2, word.length / 2) ? ` Did you mean ${best.name}?` : '';
}

/** Levenshtein distance: how many letters to add, remove, or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 0; i < a.length; i += 1) {
    const above = row;
    row = [i + 1];
    for (let j = 0; j < b.length; j += 1)
      row.push(Math.min((row[j] ?? 0) + 1, (above[j + 1] ?? 0) + 1, (above[j] ?? 0) + Number(a[i] !== b[j])));
  }
  return row[b.length] ?? 0;
}
