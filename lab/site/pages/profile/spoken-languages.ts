import { word, type Context } from '../../web/context.js';
import { html, options, type Html } from '../../web/html.js';

const LEVELS = ['DontKnow', 'HelloOnly', 'Beginner', 'Intermediate', 'Fluent', 'Expert'];

export type Spoken = { readonly id: number; readonly name: string; readonly level: string };

export const spokenBy = ({ db }: Context, idMember: number): Promise<Spoken[]> =>
  db.rows<Spoken>(
    `SELECT l.id, l.Name AS name, v.Level AS level FROM memberslanguageslevel v JOIN languages l ON l.id = v.IdLanguage
     WHERE v.IdMember = ? ORDER BY v.id`,
    [idMember],
  );

/** A row for each language that a member speaks, and one to add another. */
export function languageRows(context: Context, spoken: readonly Spoken[]): Html {
  const level = (chosen?: string): Html =>
    html`<select name="memberslanguageslevel[]">
      ${options(
        LEVELS.map((one) => [one, word(context, `LanguageLevel_${one}`)] as const),
        chosen,
      )}
    </select>`;
  const all = context.words.languages.map(({ id, name }) => [id, name] as const);
  return html`${spoken.map(
      (one) =>
        html`<tr>
          <td></td>
          <td>
            <input type="hidden" name="memberslanguages[]" value="${one.id}" />
            <input type="text" disabled="disabled" value="${one.name}" />${level(one.level)}
          </td>
        </tr>`,
    )}
    <tr id="lang1">
      <td class="label">${word(context, 'Languages')}</td>
      <td>
        <select name="memberslanguages[]">
          ${options([['-ChooseNewLanguage-', '-'], ...all])}</select
        >${level()}
        <input type="button" id="langbutton" class="button" name="addlang" value="Add Language" />
      </td>
    </tr>`;
}
