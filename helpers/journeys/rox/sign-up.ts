import type { Page } from '@playwright/test';
import type { HttpAnswer } from '../../http/http.js';
import type { Fields, Visitor } from '../../http/visitor.js';
import { follow, visit } from '../../http/visit.js';

/** A person who is about to register, with the field names of the four steps. */
export type Applicant = {
  readonly username: string;
  readonly password: string;
  readonly passwordcheck: string;
  readonly email: string;
  readonly firstname: string;
  readonly lastname: string;
  readonly birthyear: string;
  readonly birthmonth: string;
  readonly birthday: string;
  readonly gender: string;
  /** The words typed into the place search. */
  readonly place: string;
  readonly street: string;
  readonly housenumber: string;
  readonly zip: string;
};

const FORM = '#user-register-form';
const press = (page: Page): Promise<void> => follow(page, () => page.locator(`${FORM} input[type=submit]`).click());

/** Step 1 of 4, from opening the page to arriving at step 2. */
export async function enterLogin(page: Page, { username, password, passwordcheck, email }: Applicant): Promise<void> {
  await visit(page, '/signup');
  await page.locator('#register-username').fill(username);
  await page.locator('#register-password').fill(password);
  await page.locator('#register-passwordcheck').fill(passwordcheck);
  await page.locator('#register-email').fill(email);
  await press(page);
}

/** Step 2 of 4. */
export async function enterName(page: Page, applicant: Applicant): Promise<void> {
  await page.locator('#register-firstname').fill(applicant.firstname);
  await page.locator('#lastname').fill(applicant.lastname);
  for (const part of ['birthyear', 'birthmonth', 'birthday'] as const) {
    await page.locator(`select[name=${part}]`).selectOption(applicant[part]);
  }
  await page.locator(`input[name=gender][value=${applicant.gender}]`).check();
  await press(page);
}

/** The site queries GeoNames while the visitor waits, and retries if no answer comes: a lost packet costs five seconds. */
const PLACES_WITHIN_MS = 12_000;

/**
 * The place search of step 3: types a name and selects the first place that is offered.
 * @throws Error if none is offered
 */
export async function choosePlace(page: Page, place: string): Promise<void> {
  await page.locator('#create-location').fill(place);
  await page.locator('#btn-create-location').click();
  const first = page.locator('ol#locations a').first();
  await first.click({ timeout: PLACES_WITHIN_MS }).catch((cause: unknown) => {
    const within = `within ${PLACES_WITHIN_MS / 1000} s`;
    throw new Error(`the site's place search offered no place for "${place}" ${within}; it queries GeoNames`, {
      cause,
    });
  });
}

/** Step 3 of 4. */
export async function enterAddress(page: Page, { place, street, housenumber, zip }: Applicant): Promise<void> {
  await choosePlace(page, place);
  await page.locator('#register-street').fill(street);
  await page.locator('#register-housenumber').fill(housenumber);
  await page.locator('#zip').fill(zip);
  await press(page);
}

/** Step 4 of 4. */
export async function acceptTerms(page: Page): Promise<void> {
  await page.locator('input[name=terms]').check();
  await press(page);
}

/** All four steps in the browser. */
export async function signUp(page: Page, applicant: Applicant): Promise<void> {
  await enterLogin(page, applicant);
  await enterName(page, applicant);
  await enterAddress(page, applicant);
  await acceptTerms(page);
}

/** The place that the search of step 3 fills in, as hidden fields, for use without a browser. */
const BERLIN = {
  geonameid: '2950159',
  latitude: '52.52437',
  longitude: '13.41053',
  geonamename: 'Berlin',
  countryname: 'Germany',
  geonamecountrycode: 'DE',
  admincode: '16',
  newgeo: '1',
};

/**
 * All four steps without a browser, with the terms accepted: faster, and free to send values that a browser's form would not offer.
 * @param wrong fields to send instead, e.g. `{ birthyear: '2011' }`
 * @returns the page at which it ends
 * @throws Error when the site ends it before all steps are done
 */
export async function register(visitor: Visitor, applicant: Applicant, wrong: Fields = {}): Promise<HttpAnswer> {
  const all: Fields = { secondname: '', ...applicant, ...BERLIN, ...wrong };
  const only = (...names: string[]) => Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));

  const steps: Fields[] = [
    only('username', 'password', 'passwordcheck', 'email'),
    only('firstname', 'secondname', 'lastname', 'birthyear', 'birthmonth', 'birthday', 'gender'),
    only('street', 'housenumber', 'zip', ...Object.keys(BERLIN)),
    { terms: 'on', ...only('terms') },
  ];
  let page = await visitor.get('/signup');
  for (const [at, fields] of steps.entries()) {
    if (/\/signup\/finish$/.test(page.url))
      throw new Error(`the site ended the registration after ${at} of ${steps.length} steps, at ${page.url}`);
    page = await visitor.submit(page, FORM, fields);
  }
  return page;
}
