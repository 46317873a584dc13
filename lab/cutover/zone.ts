/** The facts that are needed to change a zone. */
export type Move = {
  /** Owner names as the file writes them; `@` is the zone itself. */
  readonly owners: readonly string[];
  /** Old -> new address or mail server. */
  readonly values: ReadonlyMap<string, string>;
};

/** `@ IN SOA ns1 hostmaster 2012062200 ...`: the serial is the third field after the type. */
const SERIAL = /(\sSOA\s+\S+\s+\S+\s+)(\d+)/;

/**
 * Moves addresses and mail servers in a zone file of the one-line form (RFC 1035, 5.1, without parentheses) and increments the serial.
 * A line that begins with a space belongs to the owner above it.
 * @throws Error when the file has no SOA record
 */
export function movedZone(text: string, { owners, values }: Move): string {
  if (!SERIAL.test(text)) throw new Error('the zone file has no single-line SOA record');
  let owner = '@';
  return text
    .split('\n')
    .map((line) => {
      owner = /^[^\s;$]\S*/.exec(line)?.[0] ?? owner;
      if (SERIAL.test(line))
        return line.replace(SERIAL, (_, before: string, serial: string) => before + String(Number(serial) + 1));
      const [, start = '', value = ''] = /^(.*\s(?:A|AAAA|MX\s+\d+)\s+)(\S+)\s*$/.exec(line) ?? [];
      const next = values.get(value);
      return next !== undefined && owners.includes(owner) ? start + next : line;
    })
    .join('\n');
}
