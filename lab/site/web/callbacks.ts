import { createHash, randomBytes } from 'node:crypto';
import type { Context } from './context.js';
import { html, type Html } from './html.js';

/** Enough for every tab a visitor has open. */
const KEPT = 200;

const token = (text: string): string =>
  createHash('sha1').update(text).digest('base64').replace(/[+/=]/g, '-').slice(0, 27);

/**
 * The three hidden fields of a form of the newer pages. The id is random and known to this session only:
 * a POST without the cookie, or with an id of another session, is answered like a GET.
 * @param name `Controller::method`
 */
export function callbackFields(context: Context, name: string): Html {
  const id = token(randomBytes(20).toString('hex'));
  const known = Object.entries((context.session.data.callbacks ??= {}));
  context.session.data.callbacks = Object.fromEntries([...known.slice(-KEPT), [id, name]]);
  const [className = '', methodName = ''] = name.split('::');
  return html`<input type="hidden" name="posthandler_callback_id" value="${id}" />
    <input type="hidden" name="posthandler_callback_classname" value="${token(className)}" />
    <input type="hidden" name="posthandler_callback_methodname" value="${token(methodName)}" />`;
}

/** The one hidden field of the older forms (forum, wiki, search): its name is a token, constant for the callback. */
export function oldCallbackField(context: Context, name: string): Html {
  const known = (context.session.data.oldCallbacks ??= []);
  if (!known.includes(name)) known.push(name);
  return html`<input type="hidden" name="${token(name)}" value="1" />`;
}

/** Which callback a posted form belongs to, if this session was given that form. */
export function postedCallback(context: Context): string | undefined {
  if (context.method !== 'POST') return undefined;
  const id = context.form.get('posthandler_callback_id');
  if (id !== null) return context.session.data.callbacks?.[id];
  return context.session.data.oldCallbacks?.find((name) => context.form.has(token(name)));
}
