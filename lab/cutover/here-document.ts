/** A shell command that writes a file, whatever characters its text contains. */
export const hereDocument = (path: string, text: string): string =>
  `cat >${path} <<'END_OF_FILE'\n${text}\nEND_OF_FILE`;
