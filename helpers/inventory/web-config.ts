import { squeezed } from './rows.js';

/** A line of a configuration, and its location. */
export type ConfigLine = { readonly text: string; readonly source: string };
type ConfigError = ConfigLine & { readonly why: string };

/** A section with its directives, as in Apache and nginx. */
export type Section = {
  readonly name: string;
  readonly directives: { readonly name: string; readonly value: string; readonly source: string }[];
  readonly sections: Section[];
  readonly source: string;
};
type Read = { readonly sections: readonly Section[]; readonly errors: readonly ConfigError[] };

const open = (name: string, source: string): Section => ({ name, directives: [], sections: [], source });
const quotesOff = (text: string): string =>
  text.replace(/"([^"]*)"|'([^']*)'/g, (_all, double?: string, single?: string) => double ?? single ?? '');
/** The open sections while a configuration is read, and the errors found. */
class Reader {
  readonly #root = open('', '');
  readonly #stack = [this.#root];
  readonly errors: ConfigError[] = [];

  get #current(): Section {
    return this.#stack.at(-1) ?? this.#root;
  }
  directive(name: string, value: string, source: string): void {
    this.#current.directives.push({ name, value, source });
  }
  begin(name: string, source: string): void {
    const section = open(squeezed(name), source);
    this.#current.sections.push(section);
    this.#stack.push(section);
  }
  /** @returns false if no open section's name begins with this */
  end(name = ''): boolean {
    if (this.#stack.length === 1 || !this.#current.name.toLowerCase().startsWith(name.toLowerCase())) return false;
    this.#stack.pop();
    return true;
  }
  /** @param asText how the section begins in the file */
  result(asText: (name: string) => string, why: string): Read {
    const open = this.#stack.slice(1).map(({ name, source }) => ({ text: asText(name), source, why }));
    return { sections: [this.#root], errors: [...this.errors, ...open] };
  }
}

/** Directives and `<Section argument>`; a line that ends with a backslash continues on the next one. */
export function readApacheConfig(lines: readonly ConfigLine[]): Read {
  const reader = new Reader();
  let begun = '';
  for (const line of lines) {
    const joined = begun + line.text;
    const isComment = joined.trim().startsWith('#');
    begun = joined.endsWith('\\') && !isComment ? `${joined.slice(0, -1)} ` : '';
    if (begun === '' && !isComment) readApacheLine(reader, squeezed(joined), line);
  }
  return reader.result((name) => `<${name}>`, 'the section is never closed');
}

function readApacheLine(reader: Reader, text: string, line: ConfigLine): void {
  if (text === '') return;
  const ends = /^<\/(\w+)>$/.exec(text)?.[1];
  const begins = /^<([A-Za-z!][^>]*)>?$/.exec(text)?.[1];
  const [, name, value = ''] = /^([A-Za-z]\w*)(?:\s+(.*))?$/.exec(text) ?? [];
  if (ends !== undefined) {
    if (!reader.end(ends)) reader.errors.push({ ...line, why: 'closes a section that is not open' });
  } else if (begins !== undefined) reader.begin(quotesOff(begins), line.source);
  else if (name !== undefined) reader.directive(name, squeezed(quotesOff(value)), line.source);
  else reader.errors.push({ ...line, why: 'neither a directive nor a section' });
}

/** `name value;` and `name value { ... }`; quoted strings may contain any of these characters. */
export function readNginxConfig(lines: readonly ConfigLine[]): Read {
  const reader = new Reader();
  let words = '';
  let since = '';
  for (const { sign, isMark, source, text } of nginxSigns(lines)) {
    if (words === '') since = source;
    if (!isMark) {
      words += words === '' && /\s/.test(sign) ? '' : sign;
      continue;
    }
    const [, name = '', value = ''] = /^(\S*)\s*([\s\S]*)$/.exec(squeezed(quotesOff(words))) ?? [];
    words = '';
    if (sign === ';') reader.directive(name, value, since);
    else if (sign === '{') reader.begin(`${name} ${value}`, since);
    else if (!reader.end()) reader.errors.push({ text, source, why: 'closes a block that is not open' });
  }
  const { sections, errors } = reader.result((name) => `${name} {`, 'the block is never closed');
  const rest = squeezed(words);
  const cut = rest === '' ? [] : [{ text: rest, source: since, why: 'an unterminated directive' }];
  return { sections, errors: [...errors, ...cut] };
}

/** Every character outside of comments; a mark is one that ends a directive, or that begins or ends a block. */
function* nginxSigns(lines: readonly ConfigLine[]): Generator<ConfigLine & { sign: string; isMark: boolean }> {
  let quote = '';
  for (const line of lines) {
    let before = ' ';
    for (const sign of line.text) {
      if (quote === '' && sign === '#' && /\s/.test(before)) break;
      yield { ...line, sign, isMark: quote === '' && /[;{}]/.test(sign) && `${before}${sign}` !== '${' };
      if (quote === '' && /["']/.test(sign)) quote = sign;
      else if (sign === quote && before !== '\\') quote = '';
      before = sign;
    }
    yield { ...line, sign: ' ', isMark: false };
  }
}

/** Directives that may be given several times, with a meaning that depends on their first argument. */
const BY_ARGUMENT =
  /^(Alias|AliasMatch|ScriptAlias|SetEnv|SetEnvIf|PassEnv|ProxyPass|ProxyPassMatch|ProxyPassReverse|ErrorDocument|AddType|AddHandler|AddCharset|AddEncoding|AddLanguage|AddIcon|AddIconByType|AddIconByEncoding|AddOutputFilterByType|BrowserMatch|Redirect|RedirectMatch|RedirectPermanent|Listen|Define|LoadModule|LogFormat|CustomLog|php_value|php_admin_value|php_flag|php_admin_flag|include|set|fastcgi_param|proxy_set_header|add_header|error_page|listen|map|types)$/i;

/** Every directive, by the context in which it applies: `VirtualHost www.example:80 > Directory /srv > Options`. */
export function flattened(sections: readonly Section[]): { path: string; value: string; source: string }[] {
  const found = new Map<string, { values: string[]; source: string }>();
  const walk = (section: Section, within: string): void => {
    const here = section.name === '' ? within : `${within}${nameOf(section)} > `;
    for (const { name, value, source } of section.directives) {
      const [first = '', ...rest] = value.split(' ');
      const isByArgument = BY_ARGUMENT.test(name);
      const path = `${here}${name}${isByArgument && first !== '' ? ` ${first}` : ''}`;
      const known = found.get(path) ?? { values: [], source };
      known.values.push(isByArgument ? rest.join(' ') : value);
      found.set(path, known);
    }
    for (const inner of section.sections) walk(inner, here);
  };
  for (const section of sections) walk(section, '');
  // In the order given: rules that are evaluated in sequence have a different meaning in a different order.
  return [...found].map(([path, { values, source }]) => ({ path, value: values.join('\n'), source }));
}

/** Virtual hosts by name, not by position in a file. */
function nameOf({ name, directives }: Section): string {
  const value = (wanted: string): string => directives.find((each) => each.name.toLowerCase() === wanted)?.value ?? '';
  if (/^virtualhost\b/i.test(name)) {
    const port = /:(\d+|\*)$/.exec(name)?.[1] ?? '*';
    return `VirtualHost ${value('servername') || '(no name)'}:${port}`;
  }
  if (name !== 'server') return name;
  return `server ${value('server_name').split(' ')[0] || '(no name)'} ${value('listen').split(' ')[0] ?? ''}`.trim();
}
