import { redirect, type Context, type Reply, type Routes } from '../web/context.js';
import { ENGLISH } from '../web/words.js';

/** rox/in/<code>/<path>: switches the language and goes there. rox/<anything else>: the prefix is dropped. */
function rox(context: Context): Promise<Reply> {
  const words = context.rawPath.split('/');
  if (words[0] === 'rox') words.shift();
  if (words[0] !== 'in') return Promise.resolve(redirect(context, words.join('/')));
  const code = words[1] ?? '';
  context.session.data.lang = context.words.languages.some((language) => language.code === code) ? code : ENGLISH.code;
  return Promise.resolve(redirect(context, words.slice(2).join('/')));
}

export const routes: Routes = {
  rox,
  in: rox,
  // Some old emails had the host name twice in their links.
  'www.bewelcome.org': (context) => Promise.resolve(redirect(context, context.rawPath.split('/').slice(1).join('/'))),
};
