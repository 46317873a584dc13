import { parse } from 'node-html-parser';
import { CookieJar, type Cookie } from 'tough-cookie';
import { errorMessage } from '../core/no-answer.js';
import { ask, type HttpAnswer, type HttpQuestion, type HttpRoute } from './http.js';

/** Form fields to set; null: not sent at all, like an unchecked box. */
export type Fields = Readonly<Record<string, string | null>>;

/** A visitor without a browser: keeps cookies, fills in forms, follows redirects on request. */
export class Visitor {
  readonly #start: string;
  readonly #route: HttpRoute;
  readonly #judge: (answer: HttpAnswer) => void;
  readonly #jar = new CookieJar();
  readonly #refused: string[] = [];

  /**
   * @param start what a path is relative to, e.g. `http://www.bewelcome.example/`
   * @param judge called with every answer before it is used; throws when the wrong machine answered
   */
  constructor(start: string, route: HttpRoute, judge: (answer: HttpAnswer) => void) {
    this.#start = start;
    this.#route = route;
    this.#judge = judge;
  }

  /** Sends one request: a redirect is an answer. */
  async ask(address: string, question: HttpQuestion = {}): Promise<HttpAnswer> {
    const url = new URL(address, this.#start);
    const cookie = await this.#jar.getCookieString(url.href);
    const headers = { ...(cookie === '' ? {} : { cookie }), ...question.headers };
    const answer = await ask(url.href, this.#route, { ...question, headers });
    this.#judge(answer);
    for (const line of answer.headers['set-cookie'] ?? []) await this.#keep(line, answer.url);
    return answer;
  }

  /** As in a browser: a cookie is not kept if it is for another host, or if it requires https and came over http. */
  async #keep(line: string, url: string): Promise<void> {
    try {
      await this.#jar.setCookie(line, url);
    } catch (error) {
      // The value may be a session.
      const cookie = line.replace(/=[^;]*/, '=...');
      this.#refused.push(`${cookie} from ${new URL(url).origin}: ${errorMessage(error)}`);
    }
  }

  /** Cookies that no browser would have kept, and why: without them, a visitor looks logged out. */
  get refusedCookies(): readonly string[] {
    return this.#refused;
  }

  /** The cookies that this visitor would send to an address: a client with these cookies is the same visitor. */
  cookiesFor(url: string): Promise<Cookie[]> {
    return this.#jar.getCookies(url);
  }

  /** Sends a request and follows redirects, as a browser does. More than ten are a loop, and the last redirect is the answer. */
  async get(address: string): Promise<HttpAnswer> {
    return this.#follow(await this.ask(address));
  }

  /**
   * Fills in a form of a page and sends it as a browser does, then follows the redirects.
   * @param form CSS selector of the form
   * @param changes fields to set; the others keep the values from the page
   * @throws Error when the page has no such form
   */
  async submit(page: HttpAnswer, form: string, changes: Fields): Promise<HttpAnswer> {
    const root = parse(page.text);
    const element = root.querySelector(form);
    if (!element) throw new Error(`${page.url} has no form ${form}`);
    const base = new URL(root.querySelector('base')?.getAttribute('href') ?? '', page.url);
    // A form with no action, or an empty one, posts to the page's own address, whatever its base.
    const target = new URL(element.getAttribute('action') || page.url, base);
    const fields = Object.entries({ ...fieldsOf(element), ...changes }).filter(
      (field): field is [string, string] => field[1] !== null,
    );
    return this.#follow(
      await this.ask(target.href, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      }),
    );
  }

  async #follow(answer: HttpAnswer): Promise<HttpAnswer> {
    let current = answer;
    for (let hop = 0; hop < 10; hop += 1) {
      const { location } = current.headers;
      if (current.status < 300 || current.status >= 400 || location === undefined) return current;
      current = await this.ask(new URL(location, current.url).href);
    }
    return current;
  }
}

/** The fields that a browser would send from an untouched form, without its buttons. */
function fieldsOf(form: ReturnType<typeof parse>): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const field of form.querySelectorAll('input, select, textarea')) {
    const name = field.getAttribute('name');
    const type = (field.getAttribute('type') ?? 'text').toLowerCase();
    const isChosen = !['checkbox', 'radio'].includes(type) || field.hasAttribute('checked');
    if (name === undefined || !isChosen || ['submit', 'button', 'image', 'file'].includes(type)) continue;
    if (field.tagName === 'SELECT') {
      const option = field.querySelector('option[selected]') ?? field.querySelector('option');
      fields[name] = option?.getAttribute('value') ?? option?.text ?? '';
    } else fields[name] = field.tagName === 'TEXTAREA' ? field.text : (field.getAttribute('value') ?? '');
  }
  return fields;
}
