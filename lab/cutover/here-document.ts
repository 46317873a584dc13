/** A line of shell that writes a file, whatever characters its text has. */
export const hereDocument = (path: string, text: string): string =>
  `cat >${path} <<'END_OF_FILE'\n${text}\nEND_OF_FILE`;
