import { createHash } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { follow, visit } from '../../http/visit.js';

export type Picture = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** A picture that no one has uploaded before: the site silently skips one whose bytes it knows. */
export function newPicture(mark: string, size = 320): Picture {
  const png = new PNG({ width: size, height: size });
  const seed = Buffer.from(mark);
  for (let at = 0; at < png.data.length; at += 4) {
    png.data[at] = (at / 4) % 256;
    png.data[at + 1] = seed[at % seed.length] ?? 0;
    png.data[at + 2] = (at / 4 / size) % 256;
    png.data[at + 3] = 255;
  }
  return { name: `${mark}.png`, mimeType: 'image/png', buffer: PNG.sync.write(png) };
}

/** Uploads a picture to the gallery of the logged-in member. */
export async function uploadToGallery(page: Page, picture: Picture): Promise<void> {
  await visit(page, '/gallery/upload');
  await page.locator('#gallery-img-upload input[type=file]').first().setInputFiles(picture);
  await follow(page, () => page.locator('#gallery-img-upload input[type=submit]').click());
}

/** Gives the logged-in member a new profile picture. */
export async function changeAvatar(page: Page, picture: Picture): Promise<void> {
  await visit(page, '/editmyprofile');
  const form = page.locator('form').filter({ has: page.locator('input[name=profile_picture]') });
  await form.locator('input[name=profile_picture]').setInputFiles(picture);
  await follow(page, () => form.locator('input[type=submit]').first().click());
}

/** Addresses of the images that have not loaded; a browser gives these no width. */
export const missing = (images: Locator): Promise<string[]> =>
  images.evaluateAll((all) =>
    all.flatMap((image) => {
      const { naturalWidth, src } = image as HTMLImageElement;
      return naturalWidth > 0 ? [] : [src];
    }),
  );

/** The digest that distinguishes two pictures. */
export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
