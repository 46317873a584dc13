import { join } from 'node:path';
import { callbackFields } from '../web/callbacks.js';
import {
  recall,
  redirect,
  remember,
  word,
  type Callbacks,
  type Context,
  type Reply,
  type Routes,
} from '../web/context.js';
import { html, raw, type Html } from '../web/html.js';
import { page } from '../web/layout.js';
import { memberByName } from '../web/members.js';
import { imageOf, imageReply, keepImage } from './images.js';

type Item = {
  readonly id: number;
  readonly userId: number;
  readonly username: string | null;
  readonly file: string;
  readonly title: string;
  readonly description: string | null;
};

const ITEM = `SELECT i.id, i.user_id_foreign AS userId, u.handle AS username, i.file, i.title, i.description
  FROM gallery_items i LEFT JOIN user u ON u.id = i.user_id_foreign`;

const UPLOAD = 'GalleryController::uploadedProcess';
const FORM = 'gallery';
const MAX_BYTES = 10_485_760;
/** The name of a picture's file in each size, and how large that is. */
const THUMBS = { thumb: 100, thumb1: 240, thumb2: 500 } as const;

/** The form that makes a new set of pictures, for members. */
const setForm = (context: Context): Html | null =>
  context.member &&
  html`<h3>${word(context, 'GalleryYourGallery')}</h3>
    <p><a href="gallery/upload">${word(context, 'Gallery_UploadTitle')}</a></p>
    <h3>${word(context, 'GalleryCreateGallery')}</h3>
    <form method="post" action="${context.rawPath}" id="gallery-create-form">
      ${callbackFields(context, 'GalleryController::updateGalleryCallback')}
      <input type="hidden" name="g-user" value="${context.member.userId}" />
      <input type="text" name="g-title" id="g-title" />
      <input type="hidden" name="new" value="1" />
      <input type="hidden" name="deleteOnly" ${context.path[1] === undefined && raw('id="deleteonly"')} value="0" />
      <input type="submit" name="button" id="button" value="Add" />
    </form>`;

const browse = (context: Context): Html =>
  html`<h3>${word(context, 'GalleryBrowse')}</h3>
    <p><a href="gallery/images">${word(context, 'Images')}</a> <a href="gallery/flickr">Flickr</a></p>`;

/** Links of a member to what is theirs. */
const own = (context: Context, username: string): Html => {
  const mine = `gallery/show/user/${username}`;
  return html`<ul class="linklist">
    ${[mine, `${mine}/`, `${mine}/images/`, 'gallery/manage', 'gallery/upload'].map((to) => html`<li><a href="${to}">${word(context, to.replace(username, ''))}</a></li>`)}
  </ul>`;
};

function galleryPage(context: Context, teaser: string, col3: Html, title = 'Gallery | BeWelcome'): Reply {
  const { member, path } = context;
  const isUpload = path[1] === 'upload';
  return page(context, {
    title,
    home: 'main',
    teaser,
    bareTeaser: true,
    col1: html`${path[1] === undefined && browse(context)}
    ${isUpload ? member && own(context, member.username) : setForm(context)}`,
    col3,
  });
}

const pictures = (items: readonly Item[]): Html =>
  html`<div class="floatbox">
    ${items.map(
      (item) =>
        html`<div class="img">
          <a href="gallery/show/image/${item.id}"
            ><img src="gallery/thumbimg?id=${item.id}" class="framed" alt="${item.title}"
          /></a>
          <h4><a href="gallery/show/image/${item.id}">${item.title}</a></h4>
        </div>`,
    )}
  </div>`;

/** The sets of pictures, each with its first one; the icon of a set is not among the real site's files. */
async function list(context: Context): Promise<Reply> {
  const sets = await context.db.rows<{ id: number; title: string; username: string; item: number | null }>(
    `SELECT g.id, g.title, u.handle AS username, MIN(t.item_id_foreign) AS item FROM gallery g
      JOIN user u ON u.id = g.user_id_foreign LEFT JOIN gallery_items_to_gallery t ON t.gallery_id_foreign = g.id
      GROUP BY g.id ORDER BY g.id DESC LIMIT 24`,
  );
  const col3 = html`<p><img src="images/icons/picture_empty.png" alt="" /></p>
    <div class="floatbox">
      ${sets.map(
        ({ id, title, username, item }) =>
          html`<div class="img">
            <a href="gallery/show/sets/${id}"
              >${item !== null && html`<img src="gallery/thumbimg?id=${item}" class="framed" alt="" />`} ${title}</a
            >
            <a href="members/${username}">${username}</a>
          </div>`,
      )}
    </div>`;
  return galleryPage(context, word(context, 'Gallery'), col3);
}

async function show(context: Context): Promise<Reply> {
  const [, , what, which = ''] = context.path;
  if (what === 'image') {
    const item = await context.db.first<Item>(`${ITEM} WHERE i.id = ?`, [Number(which) || 0]);
    if (!item) return list(context);
    const col3 = html`<h2 id="g-title">${item.title}</h2>
      <p><a href="gallery/show/user/${item.username}">${item.username}</a></p>
      <a href="gallery/img?id=${item.id}"><img src="gallery/thumbimg?id=${item.id}&amp;t=2" alt="${item.title}" /></a>
      <p>${item.description}</p>`;
    return page(context, { title: 'Gallery | BeWelcome', teaser: item.username, col3 });
  }
  if (what === 'sets') {
    const items = await context.db.rows<Item>(
      `${ITEM} JOIN gallery_items_to_gallery t ON t.item_id_foreign = i.id WHERE t.gallery_id_foreign = ? ORDER BY i.id`,
      [Number(which) || 0],
    );
    return galleryPage(context, word(context, 'Gallery'), pictures(items));
  }
  const owner = what === 'user' ? await memberByName(context, which) : undefined;
  if (!owner) return list(context);
  const items = await context.db.rows<Item>(`${ITEM} WHERE i.user_id_foreign = ? ORDER BY i.id DESC`, [owner.userId]);
  return galleryPage(context, owner.username, pictures(items));
}

function upload(context: Context): Reply {
  if (!context.member) return redirect(context, 'login/gallery/upload');
  const errors = recall(context, FORM)?.errors ?? [];
  // The script at its end calls something that no file of the real site defines; the form works without it.
  const col3 = html`<div id="gallery-upload-content">
    <h2>${word(context, 'Gallery_UploadTitle')}</h2>
    ${errors.map((code) => html`<p class="error">${word(context, code)}</p>`)}
    <form method="post" action="gallery/uploaded" enctype="multipart/form-data" id="gallery-img-upload">
      <h3>${word(context, 'Gallery_UploadInstruction')}</h3>
      <input type="hidden" name="MAX_FILE_SIZE" value="${MAX_BYTES}" />
      <div id="gallery-img-upload-files">
        ${Array.from({ length: 5 }, () => html`<div class="row"><input type="file" name="gallery-file[]" /></div>`)}
      </div>
      <input type="hidden" name="galleryId" value="" />
      ${callbackFields(context, UPLOAD)}
      <input type="submit" value="${word(context, 'Gallery_UploadSubmit')}" />
    </form>
    <iframe id="gallery-img-upload-getter" title="upload" style="display: none"></iframe>
    <script type="text/javascript">
      new Uploader('gallery-img-upload');
    </script>
  </div>`;
  return galleryPage(context, context.member.username, col3, 'Upload Pictures | BeWelcome');
}

/** /gallery/img?id=7 the picture itself, /gallery/thumbimg?id=7[&t=1|2] one of its thumbs. */
async function picture(context: Context, prefix: string): Promise<Reply> {
  const item = await context.db.first<Item>(`${ITEM} WHERE i.id = ?`, [Number(context.query.get('id')) || 0]);
  return imageReply(context.config.data, item && join('gallery', `user${item.userId}`, prefix + item.file));
}

function thumbPrefix(context: Context): string {
  const size = context.query.get('t');
  return size === '1' || size === '2' ? `thumb${size}` : 'thumb';
}

async function keepUpload(
  context: Context,
  userId: number,
  filename: string,
  bytes: Buffer,
): Promise<string | undefined> {
  const { db, config } = context;
  if (bytes.length > MAX_BYTES) return 'Gallery_UploadFileTooLarge';
  const image = imageOf(bytes);
  if (!image) return 'Gallery_UploadNotImage';
  const file = await keepImage(join(config.data, 'gallery', `user${userId}`), bytes, THUMBS).catch(() => undefined);
  if (file === undefined) return 'Gallery_UploadError';
  // Uploading the same picture again adds nothing, and is not an error.
  if (await db.first('SELECT id FROM gallery_items WHERE user_id_foreign = ? AND file = ?', [userId, file]))
    return undefined;
  await db.write(
    `INSERT INTO gallery_items (id, user_id_foreign, file, original, mimetype, width, height, title, created)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, NOW())`,
    [await db.nextId('gallery_items'), userId, file, filename, image.type, image.width, image.height, filename],
  );
  return undefined;
}

export const routes: Routes = {
  gallery: list,
  'gallery/show': show,
  'gallery/upload': (context) => Promise.resolve(upload(context)),
  'gallery/img': (context) => picture(context, ''),
  'gallery/thumbimg': (context) => picture(context, thumbPrefix(context)),
};

export const callbacks: Callbacks = {
  [UPLOAD]: async (context) => {
    const { member } = context;
    const errors: string[] = [];
    if (!member) errors.push('Gallery_NotLoggedIn');
    else if (context.files.length === 0) errors.push('Gallery_UploadError');
    else {
      for (const { filename, bytes } of context.files) {
        const error = await keepUpload(context, member.userId, filename, bytes);
        if (error !== undefined) errors.push(error);
      }
    }
    if (member && errors.length === 0) return redirect(context, `gallery/show/user/${member.username}/images`);
    remember(context, FORM, { errors, values: {} });
    return redirect(context, 'gallery/upload');
  },
};
