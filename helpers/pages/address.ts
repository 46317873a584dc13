/** Why an address that was found is not requested. */
export type Drop =
  | 'with a query string'
  | 'with a possible token'
  | 'that may change something'
  | 'on another host'
  | 'of an unsupported form';

const STATIC = /\.(?:avif|bmp|css|eot|gif|ico|jpe?g|js|mjs|otf|png|svg|ttf|webp|woff2?)$/i;
/** Longer addresses are not pages. */
const LONGEST = 1_000;

/** The beginnings of short parts of a path where a GET may change something. */
const VERB =
  /^(?:accept|activat|approv|cancel|clear|confirm|creat|delet|destroy|disabl|drop|enabl|execut|export|flush|import|install|invit|join|leave|log-?o(?:ff|ut)|mark|optin|optout|publish|purg|rebuild|refresh|reject|remov|reset|restart|restor|revok|save|send|sign-?o(?:ff|ut)|subscrib|switch|toggl|trigger|unlock|unsubscrib|updat|upgrad|verif|vote)/;
/** Words that must match in full, since they are also the beginning of other words. */
const WHOLE_VERB = /^(?:add|buy|cron|edit|end|exit|like|pay|ping|poll|quit|run|stop|submit|webhooks?)$/;

/**
 * May this address be requested by a client that must not change anything or use what belongs to someone else?
 * @param text as found in a page, a sitemap, or a log; anyone may have written it
 * @param base the address to which it is relative
 * @param names of the site
 */
export function judgeAddress(
  text: string,
  base: string,
  names: readonly string[],
): { readonly url: string } | { readonly drop: Drop } {
  const url = URL.canParse(text, base) ? new URL(text, base) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.href.length > LONGEST)
    return { drop: 'of an unsupported form' };
  if (!names.includes(url.host)) return { drop: 'on another host' };
  if (url.username !== '' || url.password !== '') return { drop: 'with a possible token' };
  // A character that no page address contains and that a reader may take for the end of a line.
  if (/%(?:[01][\da-f]|7f)/i.test(url.pathname)) return { drop: 'of an unsupported form' };
  url.hash = '';
  if (url.href.includes('?')) return { drop: 'with a query string' };
  const parts = decoded(url.pathname).split('/');
  if (parts.some(mayChange)) return { drop: 'that may change something' };
  if (!STATIC.test(url.pathname) && parts.some(isTokenLike)) return { drop: 'with a possible token' };
  return { url: url.href };
}

/** A part of a path whose one or two words name an action: `logout.php`, `delete-comment`; not `how-to-delete-files`. */
function mayChange(part: string): boolean {
  const words = part
    .replace(/\.\w{1,5}$/, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();
  const each = words.split(/[-_.]/).filter((word) => word !== '');
  if (STATIC.test(part) || each.length > 2) return false;
  return VERB.test(words) || each.some((word) => VERB.test(word) || WHOLE_VERB.test(word));
}

/** Something that no person would make up or read aloud: a key, a session, an email address. */
const isTokenLike = (part: string): boolean =>
  /@|[;&=]/.test(part) ||
  part.split(/[-_.~+]/).some((run) => /^[\da-f]{16,}$/i.test(run) || isMixed(run)) ||
  /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/i.test(part) ||
  // Letters and digits alternate repeatedly, even across hyphens, as in base64url.
  (part.length >= 20 && turns(part) > 5);

const isMixed = (run: string): boolean => run.length >= 12 && turns(run) > 2;
/** How often letters and digits, or lowercase and uppercase letters, alternate. */
const turns = (text: string): number =>
  (text.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0) + (text.match(/[a-z](?=[A-Z][A-Z\d]|[A-Z]$)/g)?.length ?? 0);

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Collects addresses as they are found: each once, with how many were left out, and why. */
export class AddressBook {
  readonly #names: readonly string[];
  readonly #accepted = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #dropped = new Map<Drop, number>();

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** @returns those that were not known before and may be requested */
  add(texts: Iterable<string>, base: string): string[] {
    const fresh: string[] = [];
    for (const text of texts) {
      const judged = judgeAddress(text, base, this.#names);
      const key = 'url' in judged ? judged.url : `${judged.drop} ${text}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      if ('drop' in judged) this.#dropped.set(judged.drop, (this.#dropped.get(judged.drop) ?? 0) + 1);
      else {
        this.#accepted.add(judged.url);
        fresh.push(judged.url);
      }
    }
    return fresh;
  }

  get size(): number {
    return this.#accepted.size;
  }

  get dropped(): Readonly<Partial<Record<Drop, number>>> {
    return Object.fromEntries(this.#dropped);
  }
}
