import { word, type Context } from '../../web/context.js';
import { html, options, type Html } from '../../web/html.js';

const HIDDEN = [
  'mapsearch',
  'bounds_zoom',
  'bounds_center_lat',
  'bounds_center_lng',
  'bounds_sw_lat',
  'bounds_ne_lat',
  'bounds_sw_lng',
  'bounds_ne_lng',
  'CityName',
  'CityNameOrg',
  'accuracy_level',
  'place_coordinates',
  'IdCountry',
  'start_rec',
];
const ORDERS = ['members.created', 'BirthDate', 'LastLogin', 'Comments', 'Accomodation'];
const AGES = Array.from({ length: 37 }, (_, i) => 18 + 2 * i);

/** The search: place, filters, and where map and results go. script/searchmembers.js does the rest. */
export function searchForm(context: Context, groups: readonly { id: number; Name: string }[], withMap: boolean): Html {
  const orders = options(ORDERS.map((one) => [one, word(context, `order_${one}`)] as const));
  const boxes = (name: string, values: readonly string[]): Html =>
    html`${values.map((one) => html`<label><input type="checkbox" name="${name}[]" id="${name}_${one}" value="${one}" /> ${word(context, `${name}_${one}`)}</label> `)}`;
  const ages = options([['0', ''], ...AGES.map((age) => [String(age), String(age)] as const)]);
  return html`<noscript><p class="error">${word(context, 'searchmembersScriptInfo')}</p></noscript>
    <div id="scriptinfo" class="hidden"></div>
    <div id="searchbox">
      <input type="text" name="Address" id="Address" value="${context.query.get('vars') ?? ''}" />
      <input type="button" id="text_search" class="button" value="${word(context, 'FindPeopleSubmitSearch')}" />
      ${withMap && html`<input type="button" class="button map_search" value="${word(context, 'FindPeopleMapSearch')}" />`}
      <input type="button" id="advancedbuttons" class="button hidden" value="" />
    </div>
    <div id="searchmore">
      <a id="linkadvanced" href="#"
        ><img id="linkadvancedimage" src="images/icon_go.png" alt="" /> ${word(context, 'FindPeopleAdvanced')}</a
      >
    </div>
    <div id="searchoptions">
      <div id="searchorder">
        <form id="changethisorder" action="">
          <label for="thisorder">${word(context, 'Orderby')}</label>
          <select id="thisorder" name="OrderBy">
            ${orders}
          </select>
        </form>
      </div>
      <div id="sortorder"><a id="flip-sort-direction-button" href="#">&#8645;</a></div>
      <div id="mapswitch">
        <a href="searchmembers${withMap && '/mapoff'}">${word(context, withMap ? 'MapOff' : 'MapOn')}</a>
      </div>
    </div>
    ${
      withMap &&
      html`<div id="map"></div>
        <div id="legend"></div>`
    }
    <div id="nextmap"></div>
    <div id="paging-div"></div>
    <div id="loading" class="hidden">...</div>
    <div id="help_and_markers"></div>
    <div id="member_list"></div>
    <div id="second_pager"></div>
    <div id="SearchAdvanced" class="hidden">
      <form id="searchmembers" name="searchmembers" action="javascript: {}">
        ${HIDDEN.map((name) => html`<input type="hidden" name="${name}" id="${name}" value="${name === 'mapsearch' ? '0' : ''}" />`)}
        <input type="hidden" name="searchmembers_callbackId" value="1" />
        <div id="FindPeopleFilter">
          <input type="text" name="Username" id="UsernameField" /><input
            type="text"
            name="TextToFind"
            id="TextToFindField"
          />
          <select name="Gender">
            ${options([
              ['0', ''],
              ['male', word(context, 'male')],
              ['female', word(context, 'female')],
            ])}
          </select>
          <select name="MinimumAge">
            ${ages}</select
          ><select name="MaximumAge">
            ${ages}
          </select>
          <select name="IncludeInactive">
            ${options([
              ['0', 'Active'],
              ['1', 'All'],
            ])}
          </select>
          <select name="IdGroup">
            ${options([['0', ''], ...groups.map(({ id, Name }) => [String(id), Name] as const)])}
          </select>
          <select name="RestrictFriends">
            ${options([
              ['0', 'All'],
              ['1', 'MyFriends'],
            ])}
          </select>
          <p>${boxes('Accomodation', ['anytime', 'dependonrequest', 'neverask'])}</p>
          <p>${boxes('TypicOffer', ['guidedtour', 'dinner', 'CanHostWeelChair'])}</p>
        </div>
        <div id="FindPeopleResults">
          <select name="OrderBy" id="filterorder">
            ${orders}
          </select>
          <select name="OrderByDirection" id="filterDirection">
            ${options([
              ['0', 'Forward'],
              ['1', 'Reverse'],
            ])}
          </select>
          <select name="limitcount">
            ${options(['10', '25', '50', '100'].map((n) => [n, n] as const))}
          </select>
        </div>
      </form>
    </div>`;
}
