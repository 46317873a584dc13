import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { TIMELINE, TimelineSchema, type Timeline } from '../../helpers/evidence/timeline.js';
import type { VerdictFile } from '../decision/evidence.js';
import { markdown } from './markdown.js';
import { readDetections } from './page/detections.js';
import { modelOf, type Beside } from './page/model.js';
import { render } from './page/render.js';
import { writeWhole } from '../run/run-folder.js';
import { cleanAll } from './text.js';

/** Size limits for pictures embedded in the page, so that it can be sent on its own: for one picture, and for all of them. */
const LARGEST_PICTURE = 2_000_000;
const ALL_PICTURES = 12_000_000;

/** Enough for some hours of four visitors who send several requests a second. */
const LARGEST_TIMELINE = 64_000_000;

const REPORTS = [
  ['verdict.json', 'this verdict, as data'],
  ['verdict.md', 'this verdict, for a chat or an issue'],
  ['html/index.html', 'each check step by step (npx playwright show-report)'],
  ['junit.xml', 'the results, for a build server'],
  ['SHA256SUMS', 'checksums of every file of this run'],
] as const;
const WRITTEN_NOW: readonly string[] = ['verdict.md', 'SHA256SUMS'];

/**
 * Writes `index.html` and `verdict.md` for people into the folder of a run, from its verdict and the files there.
 * @param folder of the run
 */
export function writePages(verdict: VerdictFile, folder: string): void {
  const file = cleanAll(verdict);
  writeWhole(join(folder, 'verdict.md'), markdown(file));
  writeWhole(join(folder, 'index.html'), render(modelOf(file, beside(file, folder)), formatCommand(folder)));
}

const formatCommand = (folder: string): string => {
  const path = relative(process.cwd(), folder);
  return path === '' || path.startsWith('..') ? folder : path;
};

function beside(file: VerdictFile, folder: string): Beside {
  return {
    timeline: timelineOf(file, folder),
    detections: readDetections(),
    pictures: picturesOf(file, folder),
    reports: REPORTS.filter(([path]) => WRITTEN_NOW.includes(path) || existsSync(join(folder, path))).map(
      ([path, words]) => ({ path, words }),
    ),
  };
}

/** Pictures of what is not as it should be. A picture that is too large or missing is linked instead of shown. */
function picturesOf({ checks }: VerdictFile, folder: string): Beside['pictures'] {
  const pictures = new Map<string, string>();
  let room = ALL_PICTURES;
  for (const { file, mediaType } of checks
    .filter(({ outcome }) => outcome !== 'passed')
    .flatMap(({ evidence }) => evidence)
    .filter((item) => /^image\/(png|jpeg)$/.test(item.mediaType))) {
    const found = read(join(folder, file), Math.min(LARGEST_PICTURE, room));
    if (!found || pictures.has(file)) continue;
    room -= found.length;
    pictures.set(file, `data:${mediaType};base64,${found.toString('base64')}`);
  }
  return pictures;
}

/**
 * A timeline of the day, as all checks saw it. A timeline that cannot be read is left out: it shows what happened but decides
 * nothing.
 */
function timelineOf({ checks }: VerdictFile, folder: string): Beside['timeline'] {
  const items = checks.flatMap(({ evidence }) => evidence).filter(({ mediaType }) => mediaType === TIMELINE);
  const timelines = items.flatMap(({ file }): Timeline[] => {
    try {
      const found = read(join(folder, file), LARGEST_TIMELINE);
      return found ? [cleanAll(TimelineSchema.parse(JSON.parse(found.toString())))] : [];
    } catch {
      return [];
    }
  });
  if (timelines.length === 0) return undefined;
  const announcedEnd = timelines.find((each) => each.announcedEnd !== undefined)?.announcedEnd;
  return {
    ...(announcedEnd === undefined ? {} : { announcedEnd }),
    visitors: timelines.flatMap(({ visitors }) => visitors),
    resolvers: timelines.flatMap(({ resolvers }) => resolvers),
  };
}

/** Undefined for a file that does not exist or has more than `most` bytes. */
const read = (path: string, most: number): Buffer | undefined => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() && found.size <= most ? readFileSync(path) : undefined;
};
