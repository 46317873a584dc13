/** What members may use in texts of forum and blog. */
const TAGS = /^<(\/?)(p|br|b|i|u|strong|em|ul|ol|li|blockquote|a)(\s[^>]*)?\/?>$/i;
const LINK = /\shref="(https?:\/\/[^"\s]*)"/i;

const escapeText = (text: string): string =>
  text
    .replace(/&(?![a-z]+;|#\d+;|#x[\da-f]+;)/gi, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');

/** HTML from the editor, reduced to harmless tags; a text without any tag keeps its line ends. */
export function purify(text: string): string {
  const trimmed = text.trim();
  const lines = /<[a-z]/i.test(trimmed) ? trimmed : trimmed.replace(/\r?\n/g, '<br />');
  return lines
    .split(/(<[^>]*>)/)
    .map((part) => {
      const [, slash, name = '', rest = ''] = TAGS.exec(part) ?? [];
      if (slash === undefined) return escapeText(part);
      const tag = name.toLowerCase();
      if (tag === 'br') return '<br />';
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
