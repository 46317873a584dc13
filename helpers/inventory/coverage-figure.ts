import * as z from 'zod';

/** Type of the annotation in which a check passes the figure to the reporter. */
export const COVERAGE_NOTE = 'coverage';

const count = z.int().nonnegative();

export const coverageFigureShape = {
  found: count.describe('how many things were found on the old host'),
  compared: count.nullable().describe('how many of the things found were compared; null if only the old host was read'),
  explained: count.nullable().describe('differences with an explanation'),
  unexplained: count.nullable().describe('differences without an explanation'),
  notLookedAt: count.describe('items that no check or comparison covers'),
  notReadable: count.describe('sources that could not be read'),
  list: z.array(z.string()).readonly().describe('what was not looked at, largest first, then what could not be read'),
  areas: z
    .array(z.strictObject({ area: z.string(), compared: count, explained: count, unexplained: count }))
    .readonly()
    .optional()
    .describe(
      'compared items, explained differences, and unexplained differences, by inventory area; absent if only the old host was read',
    ),
};
const CoverageFigureSchema = z.strictObject(coverageFigureShape);
/** How much of the old host was looked at. */
export type CoverageFigure = Readonly<z.infer<typeof CoverageFigureSchema>>;

/** @throws Error if the text is not such a figure */
export const parseCoverageFigure = (text: string): CoverageFigure => CoverageFigureSchema.parse(JSON.parse(text));

/** The figure on one line. */
export function coverageWords({ found, compared, explained, unexplained, ...left }: CoverageFigure): string {
  const parts = [
    ...(compared === null ? [] : [`${compared} compared`]),
    `${left.notLookedAt} not looked at`,
    `${left.notReadable} not readable`,
  ];
  const differences =
    explained === null || unexplained === null
      ? ''
      : `; differences: ${explained} explained, ${unexplained} unexplained`;
  return `${found} things on the old host: ${parts.join(', ')}${differences}`;
}

/** Things that were left out, short enough for one line on a screen. */
export const notLookedAt = ({ found, notLookedAt: left, notReadable }: CoverageFigure): string =>
  `${left} of ${found} things on the old host not looked at, ${notReadable} not readable`;
