import { PNG } from 'pngjs';
import { check, expect, NEW, proves, test, wordpress } from '../../../fixtures/journeys/wordpress/test.js';
import { SCRIPTS } from '../../../helpers/journeys/made-up.js';
import { picture } from '../../../helpers/journeys/wordpress/test-data.js';

const { editor: account } = wordpress;

// WordPress keeps the sessions of an account in one row, and logins at the same time lose one: they take turns.
test.describe('Editing', { ...proves('5'), tag: ['@blocker', '@writes'], lock: 'editor' }, () => {
  test(`${NEW} lets an editor log in`, check('wordpress/editor-let-in'), async ({ editor }) => {
    await expect(
      editor.newestPicture(),
      `newest picture that the API returns to ${account.username}`,
    ).resolves.toBeDefined();
  });

  test(
    `An article with a picture, published by an editor on ${NEW}, is visible to everyone`,
    check('wordpress/article-published'),
    async ({ editor, name, visitor }) => {
      const png = picture();
      // As old as the newest picture: no reader comes upon it, and no folder of a new month remains.
      const date = (await editor.newestPicture())?.date;
      const written = await editor.write('posts', { title: name, content: SCRIPTS, status: 'publish', date });
      const uploaded = await editor.upload(written.id, name, png);
      await editor.write(`posts/${written.id}`, { featured_media: uploaded.id });
      const sizes = Object.keys(uploaded.media_details?.sizes ?? {});
      const page = await visitor.get(written.link);
      const file = await visitor.get(uploaded.source_url ?? '');

      expect(sizes, 'smaller sizes that WordPress generated from the picture (with gd or imagick)').toContain(
        'thumbnail',
      );
      expect(page.text, `title of ${page.url}`).toContain(name);
      expect(page.text, `text in five writing systems on ${page.url}`).toContain(SCRIPTS);
      expect(PNG.sync.read(file.body).width, `width of the picture at ${file.url}`).toBe(800);
    },
  );
});
