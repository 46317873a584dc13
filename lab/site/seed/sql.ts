type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

const quote = (value: Value): string => {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  return `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n').replace(/\r/g, '\\r')}'`;
};

/** Collects rows and writes them as few long INSERT statements in the order the tables were first named. */
export class Dump {
  readonly #tables = new Map<string, Row[]>();

  add(table: string, ...rows: readonly Row[]): void {
    const kept = this.#tables.get(table) ?? [];
    kept.push(...rows);
    this.#tables.set(table, kept);
  }

  text(): string {
    const statements = [...this.#tables].flatMap(([table, rows]) => {
      const columns = Object.keys(rows[0] ?? {});
      const chunks: string[] = [];
      for (let from = 0; from < rows.length; from += 200) {
        const values = rows
          .slice(from, from + 200)
          .map((row) => `(${columns.map((name) => quote(row[name] ?? null)).join(',')})`);
        chunks.push(
          `INSERT INTO ${table} (${columns.map((name) => `\`${name}\``).join(',')}) VALUES\n${values.join(',\n')};`,
        );
      }
      return chunks;
    });
    return [
      'SET NAMES utf8;',
      "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO';",
      'START TRANSACTION;',
      ...statements,
      'COMMIT;',
      '',
    ].join('\n');
  }
}
