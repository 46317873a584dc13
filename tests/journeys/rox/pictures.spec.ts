import { check, expect, NEW, proves, test } from '../../../fixtures/journeys/rox/test.js';
import { changeAvatar, newPicture, sha256, uploadToGallery } from '../../../helpers/journeys/rox/pictures.js';
import { randomId } from '../../../helpers/journeys/made-up.js';
import { visit } from '../../../helpers/http/visit.js';

test.describe('Pictures', { ...proves('5'), tag: ['@blocker', '@writes'] }, () => {
  test(
    `A picture uploaded to ${NEW} is served to visitors byte for byte`,
    check('pictures/upload-intact'),
    async ({ newMember, loginAs, visitor }) => {
      const member = await newMember();
      const picture = newPicture(randomId());
      const page = await loginAs(member);
      await uploadToGallery(page, picture);
      await expect(page).toHaveURL(new RegExp(`/gallery/show/user/${member.username}/images`));
      const link = page.locator('a[href*="gallery/show/image/"]').first();
      const id = (await link.getAttribute('href'))?.replace(/\D/g, '') ?? 'none';

      const { body, status, url } = await visitor.ask(`/gallery/img?id=${id}`);
      expect(sha256(body), `sha256 of ${url} (status ${status}, ${body.length} bytes), and of the uploaded file`).toBe(
        sha256(picture.buffer),
      );
    },
  );

  test(
    `${NEW} creates thumbnails of an uploaded picture`,
    check('pictures/thumbnails-made'),
    async ({ newMember, loginAs, visitor }) => {
      const page = await loginAs(await newMember());
      await uploadToGallery(page, newPicture(randomId()));
      const link = page.locator('a[href*="gallery/show/image/"]').first();
      const id = (await link.getAttribute('href'))?.replace(/\D/g, '') ?? 'none';

      for (const small of [`/gallery/thumbimg?id=${id}`, `/gallery/thumbimg?id=${id}&t=1`]) {
        const answer = await visitor.ask(small);
        expect(answer.headers['content-type'], `content type of ${answer.url}`).toMatch(/^image\//);
        expect(
          answer.body.length,
          `bytes of ${answer.url}: fewer than 100 indicate the site's placeholder image`,
        ).toBeGreaterThan(100);
      }
    },
  );

  test(
    `A new profile picture on ${NEW} replaces the placeholder`,
    check('pictures/avatar-replaced'),
    async ({ newMember, loginAs }) => {
      const member = await newMember();
      const page = await loginAs(member);
      const before = await (await visit(page, `/members/avatar/${member.username}`)).body();
      await changeAvatar(page, newPicture(randomId()));
      const after = await visit(page, `/members/avatar/${member.username}`);

      expect(after.headers()['content-type'], `content type of ${after.url()}`).toMatch(/^image\//);
      expect(sha256(await after.body()), `sha256 of ${after.url()}, before and after the upload`).not.toBe(
        sha256(before),
      );
    },
  );
});
