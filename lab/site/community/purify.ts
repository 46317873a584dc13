/** Elements that members may use in forum and blog texts; a div created by the browser becomes a paragraph. */
const SAME = ['p', 'b', 'i', 'u', 'strong', 'em', 'ul', 'ol', 'li', 'blockquote', 'a'];
const ALLOWED = new Map([...SAME.map((name): [string, string] => [name, name]), ['div', 'p']]);
const TAG = /^<(\/?)([a-z][a-z0-9]*)\b([^>]*)>$/i;
const LINK = /\shref="(https?:\/\/[^"\s]*)"/i;

const escapeText = (text: string): string =>
  text
    .replace(/&(?![a-z]+;|#\d+;|#x[\da-f]+;)/gi, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');

/** HTML from the editor, reduced to harmless tags without attributes; a text without any tag keeps its line ends. */
export function purify(text: string): string {
  const trimmed = text.trim();
  const lines = /<[a-z]/i.test(trimmed) ? trimmed : trimmed.replace(/\r?\n/g, '<br />');
  return lines
    .split(/(<\/?[a-z][^>]*>)/i)
    .map((part) => {
      const [, slash, name = '', rest = ''] = TAG.exec(part) ?? [];
      if (slash === undefined) return escapeText(part);
      if (name.toLowerCase() === 'br') return '<br />';
      const tag = ALLOWED.get(name.toLowerCase());
      if (tag === undefined) return '';
      const href = slash === '' && tag === 'a' ? LINK.exec(rest)?.[1] : undefined;
      return `<${slash}${tag}${href === undefined ? '' : ` href="${escapeText(href)}"`}>`;
    })
    .join('');
}

/** Does anything remain to be read? The editor leaves `<p>&nbsp;</p>` behind. */
export const isEmpty = (html: string): boolean =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .trim() === '';
