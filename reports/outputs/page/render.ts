import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Eta } from 'eta';
import type { Model } from './model.js';
import { anchor, clockTime, day, lasted, link, moment, size } from './words.js';

/** Escapes whatever is inserted with `<%=`; only our own templates and the style are inserted with `<%~`. */
const eta = new Eta({ views: import.meta.dirname, autoEscape: true, cache: true });

/**
 * The page as one file that loads nothing and runs nothing. A policy in the page also forbids the browser to do either, so that
 * a fault in a template could show foreign markup, but could not let it run.
 * @param folder of the run, as one types it
 */
export function render(model: Model, folder: string): string {
  // Eta removes line ends next to its tags; the hash must match the style as it appears in the page.
  const style = readFileSync(join(import.meta.dirname, 'page.css'), 'utf8').trim();
  const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;
  const words = { anchor, clockTime, day, lasted, link, moment, size };
  return eta.render('./page', { model, folder, style, styleHash, ...words });
}
