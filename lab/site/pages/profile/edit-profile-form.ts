import { word, type Context } from '../../web/context.js';
import { html, options, raw, type Html } from '../../web/html.js';
import { languageRows, type Spoken } from './spoken-languages.js';

export type Values = Readonly<Record<string, string>>;

/** Columns of members that hold ids of personal data. */
export const SECRETS = [
  'FirstName',
  'SecondName',
  'LastName',
  'HomePhoneNumber',
  'CellPhoneNumber',
  'WorkPhoneNumber',
  'Email',
  'chat_GOOGLE',
  'chat_ICQ',
  'chat_AOL',
  'chat_MSN',
  'chat_YAHOO',
  'chat_SKYPE',
  'chat_Others',
] as const;

/** Columns of members that hold ids of texts with translations. */
export const TEXTS = [
  'ProfileSummary',
  'Occupation',
  'MaxLenghtOfStay',
  'ILiveWith',
  'PleaseBring',
  'OfferGuests',
  'OfferHosts',
  'PublicTransport',
  'OtherRestrictions',
  'AdditionalAccomodationInfo',
  'Hobbies',
  'Books',
  'Music',
  'Movies',
  'Organizations',
  'PastTrips',
  'PlannedTrips',
] as const;

/** Columns that are sets, with the check boxes of their members. */
const CHECKS = {
  TypicOffer: ['guidedtour', 'dinner', 'CanHostWeelChair'],
  Restrictions: ['NoSmoker', 'NoAlchool', 'NoDrugs', 'NoHardDrugs', 'SeeOtherRestrictions'],
} as const;

const HIDEABLE = [
  'FirstName',
  'SecondName',
  'LastName',
  'Zip',
  'HomePhoneNumber',
  'CellPhoneNumber',
  'WorkPhoneNumber',
];

/** The fields of editmyprofile, in its four sections. */
export function editFields(context: Context, values: Values, spoken: readonly Spoken[]): Html {
  const label = (name: string): Html => html`<td class="label">${word(context, `Profile_${name}`)}</td>`;
  const tick = (on: boolean): Html | string => (on ? raw(' checked="checked"') : '');
  const hide = (name: string): Html =>
    html`<input type="checkbox" name="IsHidden_${name}" value="Yes" checked="checked" />`;
  const text = (name: string, id?: string): Html =>
    html`<tr>
      ${label(name)}
      <td>
        <input type="text" name="${name}" ${id === undefined ? '' : html` id="${id}"`} value="${values[name]}" />
        ${HIDEABLE.includes(name) && hide(name)}
      </td>
    </tr>`;
  const area = (name: string, id?: string): Html =>
    html`<tr>
      ${label(name)}
      <td>
        <textarea name="${name}" ${id === undefined ? '' : html` id="${id}"`} rows="4" cols="50">
${values[name]}</textarea>
      </td>
    </tr>`;
  const checks = (column: keyof typeof CHECKS): Html =>
    html`<tr>
      ${label(column)}
      <td>
        ${CHECKS[column].map(
          (name) =>
            html`<input
                type="checkbox"
                name="check_${name}"
                ${tick((values[column] ?? '').split(',').includes(name))}
              />
              ${word(context, `TypicOffer_${name}`)} `,
        )}
      </td>
    </tr>`;
  const radio = (value: string, id: string): Html =>
    html`<input type="radio" name="gender" id="${id}" value="${value}" ${tick(values['gender'] === value)} /><label
        for="${id}"
        >${word(context, value)}</label
      > `;
  const section = (id: string, rows: Html): Html =>
    html`<fieldset id="${id}">
      <table>
        ${rows}
      </table>
    </fieldset>`;
  return html`<p><a href="editmyprofile/${context.language.code}/delete">${word(context, 'delete')}</a></p>
    ${section(
      'profilesummary',
      html`<tr>
          ${label('Picture')}
          <td><input type="file" id="profile_picture" name="profile_picture" /></td>
        </tr>
        ${area('ProfileSummary', 'ProfileSummary')}
        <tr>
          ${label('BirthDate')}
          <td>
            <input type="text" name="BirthDate" value="${values['BirthDate']}" />
            <input type="checkbox" name="HideBirthDate" value="Yes" ${tick(values['HideBirthDate'] === 'Yes')} />
          </td>
        </tr>
        <tr>
          ${label('Gender')}
          <td>
            ${radio('female', 'genderF')}${radio('male', 'genderM')}${radio('IDontTell', 'genderX')}
            <input
              type="checkbox"
              name="HideGender"
              id="HideGender"
              value="Yes"
              ${tick(values['HideGender'] === 'Yes')}
            />
          </td>
        </tr>
        ${text('Occupation')} ${languageRows(context, spoken)}`,
    )}
    ${section(
      'contactinfo',
      html`${['FirstName', 'SecondName', 'LastName'].map((name) => text(name))}
        <tr>
          ${label('Street')}
          <td><input type="text" name="Street" id="Street" value="${values['Street']}" />${hide('Address')}</td>
        </tr>
        <tr>
          ${label('Location')}
          <td><a href="setlocation">${word(context, 'UpdateMyLocation')}</a> <a href="#">^</a></td>
        </tr>
        ${text('HouseNumber', 'HouseNumber')}${text('Zip')}${['HomePhoneNumber', 'CellPhoneNumber', 'WorkPhoneNumber', 'Email', 'WebSite'].map((name) => text(name))}
        ${SECRETS.filter((name) => name.startsWith('chat_')).map((name) => text(name))}`,
    )}
    ${section(
      'profileaccommodation',
      html`<tr>
          ${label('Accomodation')}
          <td>
            <select name="Accomodation">
              ${options(
                ['dependonrequest', 'neverask', 'anytime'].map(
                  (one) => [one, word(context, `Accomodation_${one}`)] as const,
                ),
                values['Accomodation'],
              )}
            </select>
          </td>
        </tr>
        <tr>
          ${label('MaxGuest')}
          <td>
            <select name="MaxGuest">
              ${options(
                Array.from({ length: 21 }, (_, i) => [i, String(i)] as const),
                values['MaxGuest'],
              )}
            </select>
          </td>
        </tr>
        ${['MaxLenghtOfStay', 'ILiveWith', 'PleaseBring', 'OfferGuests', 'OfferHosts'].map((name) => area(name))}${checks('TypicOffer')}
        ${area('PublicTransport')}${checks('Restrictions')}${area('OtherRestrictions')}${area('AdditionalAccomodationInfo')}`,
    )}
    ${section('profileinterests', html`${['Hobbies', 'Books', 'Music', 'Movies', 'Organizations', 'PastTrips', 'PlannedTrips'].map((name) => area(name))}`)}
    <p><input type="submit" class="button" id="submit" name="submit" value="Save Profile" /></p>`;
}
