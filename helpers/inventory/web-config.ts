/** A line of a configuration, and where it is. */
export type ConfigLine = { readonly text: string; readonly source: string };
type ConfigError = ConfigLine & { readonly why: string };

/** A section with its directives, as Apache and nginx have them. */
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
const squeezed = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** Directives and `<Section argument>`; a line that ends in a backslash goes on with the next one. */
export function readApacheConfig(lines: readonly ConfigLine[]): Read {
  const root = open('', '');
  const stack = [root];
  const errors: ConfigError[] = [];
  let begun = '';
  for (const line of lines) {
    const joined = begun + line.text;
    if (joined.endsWith('\\') && !joined.trim().startsWith('#')) {
      begun = `${joined.slice(0, -1)} `;
      continue;
    }
    begun = '';
    const text = squeezed(joined);
    const current = stack.at(-1) ?? root;
    if (text === '' || text.startsWith('#')) continue;
    const [, begins] = /^<([A-Za-z!][^>]*)>?$/.exec(text) ?? [];
    const ends = /^<\/(\w+)>$/.exec(text)?.[1];
    if (ends !== undefined) {
      if (current === root || !current.name.toLowerCase().startsWith(ends.toLowerCase()))
        errors.push({ ...line, why: `ends a section ${ends} that is not open` });
      else stack.pop();
    } else if (begins !== undefined) {
      const section = open(squeezed(quotesOff(begins)), line.source);
      current.sections.push(section);
      stack.push(section);
    } else {
      const [, name, value] = /^([A-Za-z]\w*)(?:\s+(.*))?$/.exec(text) ?? [];
      if (name === undefined) errors.push({ ...line, why: 'neither a directive nor a section' });
      else current.directives.push({ name, value: squeezed(quotesOff(value ?? '')), source: line.source });
    }
  }
  for (const { name, source } of stack.slice(1))
    errors.push({ text: `<${name}>`, source, why: 'the section has no end' });
  return { sections: [root], errors };
}

/** `name value;` and `name value { ... }`; strings in quotes may hold any of these signs. */
export function readNginxConfig(lines: readonly ConfigLine[]): Read {
  const root = open('', '');
  const stack = [root];
  const errors: ConfigError[] = [];
  let words = '';
  let since = '';
  let quote = '';
  for (const { text, source } of lines) {
    let wasSpace = true;
    for (const sign of text) {
      const current = stack.at(-1) ?? root;
      if (quote === '' && sign === '#' && wasSpace) break;
      wasSpace = /\s/.test(sign);
      if (words === '') since = source;
      if (quote !== '' || !/[;{}]/.test(sign) || (sign === '{' && words.endsWith('$'))) {
        if (quote !== '' ? sign === quote && !words.endsWith('\\') : /["']/.test(sign))
          quote = quote === '' ? sign : '';
        words += words === '' && wasSpace ? '' : sign;
        continue;
      }
      const [, name = '', value = ''] = /^(\S*)\s*([\s\S]*)$/.exec(squeezed(quotesOff(words))) ?? [];
      words = '';
      if (sign === ';') current.directives.push({ name, value, source: since });
      else if (sign === '{') {
        const section = open(squeezed(`${name} ${value}`), since);
        current.sections.push(section);
        stack.push(section);
      } else if (stack.length > 1) stack.pop();
      else errors.push({ text, source, why: 'ends a block that is not open' });
    }
    words += words === '' ? '' : ' ';
  }
  for (const { name, source } of stack.slice(1))
    errors.push({ text: `${name} {`, source, why: 'the block has no end' });
  if (squeezed(words) !== '') errors.push({ text: squeezed(words), source: since, why: 'a directive without an end' });
  return { sections: [root], errors };
}

/** Directives that may be given often, and mean something different by their first argument. */
const BY_ARGUMENT =
  /^(Alias|AliasMatch|ScriptAlias|SetEnv|SetEnvIf|PassEnv|ProxyPass|ProxyPassMatch|ProxyPassReverse|ErrorDocument|AddType|AddHandler|AddCharset|AddEncoding|AddLanguage|AddIcon|AddIconByType|AddIconByEncoding|AddOutputFilterByType|BrowserMatch|Redirect|RedirectMatch|RedirectPermanent|Listen|Define|LoadModule|LogFormat|CustomLog|php_value|php_admin_value|php_flag|php_admin_flag|include|set|fastcgi_param|proxy_set_header|add_header|error_page|listen|map|types)$/i;

/** Every directive by where it is in force: `VirtualHost www.example:80 > Directory /srv > Options`. */
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
  // In the order in which they are given: rules that are asked one after the other mean something else in another order.
  return [...found].map(([path, { values, source }]) => ({ path, value: values.join('\n'), source }));
}

/** Virtual hosts by their name, not by their place in a file. */
function nameOf({ name, directives }: Section): string {
  const value = (wanted: string): string => directives.find((each) => each.name.toLowerCase() === wanted)?.value ?? '';
  if (/^virtualhost\b/i.test(name)) {
    const port = /:(\d+|\*)$/.exec(name)?.[1] ?? '*';
    return `VirtualHost ${value('servername') || '(no name)'}:${port}`;
  }
  if (name !== 'server') return name;
  return `server ${value('server_name').split(' ')[0] || '(no name)'} ${value('listen').split(' ')[0] ?? ''}`.trim();
}
