import type { Context, Reply, Routes } from '../web/context.js';
import { editForm, newForm, replyForm } from './forum-forms.js';
import { filtered, overview } from './forum-list.js';
import { subscribe, subscriptions } from './forum-notify.js';
import { placeOf, segment } from './forum-place.js';
import { showPost, showThread } from './forum-thread.js';

export { callbacks } from './forum-write.js';

/** Everything below /forums and /groups/<id>/forum. */
export async function forum(context: Context): Promise<Reply> {
  const place = await placeOf(context);
  const [first, second] = place.rest;
  switch (first) {
    case 'new':
      return newForm(context, place);
    case 'edit':
      return editForm(context, place, segment(second)?.value ?? '');
    case 'subscriptions':
      return subscriptions(context, place);
    case 'subscribe':
      return subscribe(context, place);
  }
  const { kind, value = '' } = segment(first) ?? {};
  if (kind === 's') {
    return second === 'reply' ? replyForm(context, place, value) : showThread(context, place, value);
  }
  if (kind === 'm') return showPost(context, place, value);
  return kind !== undefined || place.group !== undefined ? filtered(context, place) : overview(context, place);
}

export const routes: Routes = { forums: forum };
