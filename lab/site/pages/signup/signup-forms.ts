import { callbackFields } from '../../web/callbacks.js';
import { word, type Context } from '../../web/context.js';
import { html, options, raw, type Html } from '../../web/html.js';
import { AGE_MIN, PLACE, type Values } from './signup-rules.js';

const head = (context: Context): Html =>
  html`${callbackFields(context, 'SignupController::signupFormCallback')}
    <input type="hidden" name="javascriptactive" value="false" />`;

const input = (context: Context, name: string, id: string, code: string, values: Values, type = 'text'): Html =>
  html`<p>
    <label for="${id}">${word(context, code)}*</label><br />
    <input type="${type}" id="${id}" name="${name}" value="${values[name]}" autocomplete="off" />
  </p>`;

const submit = (context: Context, code: string): Html =>
  html`<p><input type="submit" class="button" value="${word(context, code)}" onclick="javascriptIsActive()" /></p>`;

const form = (action: string, inside: Html): Html =>
  html`<form method="post" action="${action}" name="signup" id="user-register-form">${inside}</form>`;

export const step1 = (context: Context, values: Values): Html =>
  form(
    'signup/2',
    html`${head(context)} ${input(context, 'username', 'register-username', 'Username', values)}
    ${input(context, 'password', 'register-password', 'Password', values, 'password')}
    ${input(context, 'passwordcheck', 'register-passwordcheck', 'SignupPasswordVerification', values, 'password')}
    ${input(context, 'email', 'register-email', 'Email', values)} ${submit(context, 'NextStep')}`,
  );

const numbers = (from: number, to: number): (readonly [number, string])[] =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + (to < from ? -i : i)).map((n) => [n, String(n)]);

export function step2(context: Context, values: Values): Html {
  const year = new Date().getFullYear();
  const select = (name: string, code: string, list: (readonly [number, string])[], id?: string): Html =>
    html`<select name="${name}" ${id === undefined ? '' : html` id="${id}"`}>
      <option value="">${word(context, code)}</option>
      ${options(list, values[name])}
    </select>`;
  const radio = (value: string, id: string | null): Html =>
    html`<input
        type="radio"
        name="gender"
        ${id && html` id="${id}"`}
        value="${value}"
        ${values['gender'] === value ? raw(' checked="checked"') : ''}
      />${word(context, value)} `;
  return form(
    'signup/3',
    html`${head(context)} ${input(context, 'firstname', 'register-firstname', 'FirstName', values)}
      ${input(context, 'secondname', 'secondname', 'SignupSecondNameOptional', values)}
      ${input(context, 'lastname', 'lastname', 'LastName', values)}
      <p>
        <label for="BirthDate">${word(context, 'SignupBirthDate')}*</label><br />
        ${select('birthyear', 'SignupBirthYear', numbers(year - AGE_MIN + 5, year - 100), 'BirthDate')}
        ${select('birthmonth', 'SignupBirthMonth', numbers(1, 12))}
        ${select('birthday', 'SignupBirthDay', numbers(1, 31))}
      </p>
      <p>
        <label for="gender">${word(context, 'Gender')}*</label><br />${radio('female', 'gender')}${radio('male', null)}
      </p>
      ${submit(context, 'NextStep')}`,
  );
}

const hidden = (name: string, values: Values, id: string = name): Html =>
  html`<input type="hidden" name="${name}" id="${id}" value="${values[name]}" />`;

/** Hidden fields of the chosen place, and the searches that fill them. `action`: the page's own path. */
const placeFields = (values: Values): Html => html`${PLACE.map((name) => hidden(name, { newgeo: '0', ...values }))}`;

const placeSearch = (context: Context, action: string, callback: string): Html =>
  html` <form method="post" action="${action}" name="geo-form-js" id="geo-form-js">
      ${callbackFields(context, callback)}<input type="hidden" name="javascriptactive" value="false" />
      <div id="geoselectorjs">
        <label for="create-location">${word(context, 'label_setlocation')}:</label>
        <input type="text" name="create-location" id="create-location" value="" autocomplete="off" />
        <input
          type="submit"
          id="btn-create-location"
          class="button"
          value="${word(context, 'label_search_location')}"
        />
      </div>
      <div id="location-status"></div>
      <div id="spaf_map" style="width: 240px; height: 180px; display: none"></div>
      <div id="location-suggestion"></div>
    </form>
    <div id="geoselector">
      <form method="post" action="/${action}" name="geo-form" id="geo-form">
        ${callbackFields(context, callback)}
        <fieldset id="location">
          <label for="geo-search">${word(context, 'label_setlocation')}:</label>
          <input type="text" name="geo-search" id="geo-search" value="" />
          <input type="submit" id="btn-geo-search" class="button" value="${word(context, 'label_search_location')}" />
        </fieldset>
        <fieldset id="location_selection_nonjs"></fieldset>
      </form>
    </div>`;

export const step3 = (context: Context, values: Values): Html =>
  html` ${placeSearch(context, 'signup/3', 'SignupController::signupFormCallback')}
  ${form(
    'signup/4',
    html`${head(context)}
      <fieldset id="location">
        <p id="chosen-place">${values['geonamename']} ${values['countryname']}</p>
        ${input(context, 'street', 'register-street', 'SignupStreet', values)}
        ${input(context, 'housenumber', 'register-housenumber', 'SignupHouseNumber', values)}
        ${input(context, 'zip', 'zip', 'SignupZip', values)} ${placeFields(values)}
      </fieldset>
      ${submit(context, 'SubmitForm')}`,
  )}`;

export function step4(context: Context, values: Values): Html {
  const shown = (name: string, code: string, id: string = name): Html =>
    html`<p><span class="label">${word(context, code)}:</span> ${values[name]}${hidden(name, values, id)}</p>`;
  return form(
    'signup/4',
    html`${head(context)} ${shown('username', 'Username', 'register-username')}
      ${shown('email', 'Email', 'register-email')}
      ${shown('firstname', 'FirstName')}${hidden('secondname', values)}${shown('lastname', 'LastName')}
      <p>
        ${values['birthyear']}-${values['birthmonth']}-${values['birthday']}
        ${hidden('birthday', values, 'BirthDay')}${hidden('birthmonth', values, 'BirthMonth')}${hidden('birthyear', values, 'BirthYear')}
      </p>
      ${shown('gender', 'Gender')}
      <fieldset id="location">
        <p>
          <span class="label">${word(context, 'SignupLocation')}:</span> ${values['geonamename']},
          ${values['countryname']}
        </p>
        ${PLACE.slice(0, -1).map((name) => hidden(name, values))}
        ${shown('zip', 'SignupZip')}${shown('street', 'SignupStreet')}${shown('housenumber', 'SignupHouseNumber')}
      </fieldset>
      <p>
        <label
          >${word(context, 'SignupFeedback')}<br /><textarea name="feedback" rows="4" cols="60">
${values['feedback']}</textarea>
        </label>
      </p>
      <p>
        <input type="checkbox" name="terms" />
        <a href="signup/terms" target="_blank">${word(context, 'SignupTermsAndConditions')}</a>,
        <a href="signup/privacy" target="_blank">${word(context, 'footer_privacy')}</a>
      </p>
      ${submit(context, 'SubmitForm')}`,
  );
}
