import { parse, type HTMLElement } from 'node-html-parser';
import * as z from 'zod';
import { errorMessage } from '../../core/no-answer.js';
import type { HttpQuestion } from '../../http/http.js';
import type { Visitor } from '../../http/visitor.js';
import type { Wordpress } from './options.js';

/** Articles, pictures, and comments, by their names in the REST API. */
const KINDS = ['posts', 'media', 'comments'] as const;
type Kind = (typeof KINDS)[number];

/** The part of WordPress's description of an object that checks need (REST API handbook, reference). */
const Thing = z.object({
  id: z.number(),
  link: z.string(),
  date: z.string(),
  source_url: z.string().optional(),
  media_details: z.object({ sizes: z.record(z.string(), z.unknown()).default({}) }).optional(),
});
type Thing = z.infer<typeof Thing>;

/** An editor who has logged in to WordPress and uses its REST API. */
export class Editor {
  readonly #visitor: Visitor;
  readonly #url: string;
  readonly #nonce: string;
  readonly #logOutLink: string;

  private constructor(visitor: Visitor, url: string, nonce: string, logOutLink: string) {
    this.#visitor = visitor;
    this.#url = url;
    this.#nonce = nonce;
    this.#logOutLink = logOutLink;
  }

  /**
   * Logs in with the form that people use.
   * @throws Error with WordPress's message if it does not let the editor in
   */
  static async logIn(visitor: Visitor, { url, editor: { username, password } }: Wordpress): Promise<Editor> {
    const form = await visitor.get(new URL('wp-login.php', url).href);
    // Not to the dashboard: it first asks wordpress.org for updates, however long the answer takes.
    const page = await visitor.submit(form, '#loginform', { log: username, pwd: password, redirect_to: url });
    const html = parse(page.text);
    const isRefused = html.querySelector('#loginform') !== null;
    // Users can hide the toolbar on public pages.
    const admin = async (): Promise<HTMLElement> => parse((await visitor.get(new URL('wp-admin/', url).href)).text);
    const logOut = logOutOn(html) ?? (isRefused ? undefined : logOutOn(await admin()));
    if (logOut === undefined) {
      const said = html.querySelector('#login_error')?.text.trim().replace(/\s+/g, ' ') ?? '';
      const refused = visitor.refusedCookies.map((cookie) => `\n  A browser would refuse the cookie ${cookie}`);
      throw new Error(
        `${page.url} (${page.status}): ${username} was not let in${said === '' ? '' : `: ${said}`}${refused.join('')}`,
      );
    }
    const { text: nonce } = await visitor.ask(new URL('wp-admin/admin-ajax.php?action=rest-nonce', url).href);
    return new Editor(visitor, url, nonce, logOut);
  }

  async logOut(): Promise<void> {
    await this.#visitor.get(this.#logOutLink);
  }

  /** The newest picture; undefined if there is none. */
  newestPicture = async (): Promise<Thing | undefined> =>
    (await this.#list('media?media_type=image&per_page=1&orderby=date'))[0];

  /** @param fields as the REST API names them */
  write = (path: string, fields: object): Promise<Thing> =>
    this.#ask(path, Thing, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    });

  /** Uploads a picture for an article, into the folder of the article's month. */
  upload = (article: number, name: string, png: Buffer): Promise<Thing> =>
    this.#ask(`media?post=${article}`, Thing, {
      method: 'POST',
      headers: { 'content-type': 'image/png', 'content-disposition': `attachment; filename="${name}.png"` },
      body: png,
    });

  /**
   * Permanently removes everything whose text contains a name.
   * @param name that no one else would use: MARK for everything that the suite has created, in any run
   * @returns what could not be removed, one line each
   */
  async forget(name: string): Promise<string[]> {
    for (const [kind, { id }] of await this.#named(name))
      await this.#visitor.ask(this.#address(`${kind}/${id}?force=true`), this.#allowed({ method: 'DELETE' }));
    return (await this.#named(name)).map(([kind, { id, link }]) => `${kind} ${id}: ${link}`);
  }

  async #named(name: string): Promise<(readonly [Kind, Thing])[]> {
    const status = { posts: 'any', media: 'inherit', comments: 'all' } as const;
    const found = await Promise.all(
      KINDS.map(async (kind) =>
        (await this.#list(`${kind}?search=${name}&status=${status[kind]}&per_page=100&context=edit`)).map(
          (thing) => [kind, thing] as const,
        ),
      ),
    );
    return found.flat();
  }

  #list = (path: string): Promise<Thing[]> => this.#ask(path, z.array(Thing), {});

  async #ask<T>(path: string, form: z.ZodType<T>, question: HttpQuestion): Promise<T> {
    const { url, status, text } = await this.#visitor.ask(this.#address(path), this.#allowed(question));
    const asked = `${question.method ?? 'GET'} ${url} (${status})`;
    try {
      return form.parse(JSON.parse(text));
    } catch (cause) {
      throw new Error(`${asked}: ${text.slice(0, 200) || errorMessage(cause)}`, { cause });
    }
  }

  #address = (path: string): string => new URL(`wp-json/wp/v2/${path}`, this.#url).href;
  #allowed = (question: HttpQuestion): HttpQuestion => ({
    ...question,
    headers: { ...question.headers, 'x-wp-nonce': this.#nonce },
  });
}

/** The logout link in the toolbar that logged-in users see above all pages. */
const logOutOn = (page: HTMLElement): string | undefined =>
  page.querySelector('#wp-admin-bar-logout a')?.getAttribute('href');
