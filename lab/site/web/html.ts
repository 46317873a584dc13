/** A piece of finished HTML: the only thing the template below does not escape. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Values in a template: text is escaped, `Html` is not, lists are joined, null, undefined and false are nothing. */
export type Content = Html | string | number | null | undefined | false | readonly Content[];

export const escapeHtml = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');

function render(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'object') return content.map(render).join('');
  return escapeHtml(String(content));
}

/** Tagged template: html`<p>${text}</p>` escapes `text` for element content and for quoted attributes. */
export function html(parts: TemplateStringsArray, ...contents: Content[]): Html {
  return new Html(parts.map((part, index) => part + render(contents[index])).join(''));
}

/** HTML from the database or another template, taken as it is. */
export const raw = (text: string): Html => new Html(text);

/** Options of a select element; the chosen one is marked. */
export const options = (choices: readonly (readonly [string | number, string])[], chosen?: string | number): Html =>
  html`${choices.map(
    ([value, label]) =>
      html`<option value="${value}" ${String(value) === String(chosen) ? raw(' selected="selected"') : ''}>
        ${label}
      </option>`,
  )}`;

/** Text that a member wrote, with its line breaks. */
export const paragraphs = (text: string): Html =>
  html`${text.split(/\r?\n/).map((line, i) => [i > 0 && raw('<br />'), line])}`;
