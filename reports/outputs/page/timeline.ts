type Sample = { readonly at: string; readonly ok: boolean };

/** One row of a drawing. Places and lengths are parts of a thousand, so that it fits any width. */
type Row = {
  readonly name: string;
  readonly bars: readonly { readonly x: number; readonly width: number; readonly ok: boolean }[];
  /** Milliseconds that were not ok in total, and in the longest stretch. */
  readonly down: number;
  readonly longest: number;
  /** First and last moment that was not ok, ISO 8601; empty if everything was ok. */
  readonly from: string;
  readonly until: string;
  /** Still not ok at the end of the samples. */
  readonly lasts: boolean;
};

export type Drawing = {
  readonly begin: string;
  readonly end: string;
  /** Place of the announced end; undefined where none was announced or it lies outside. */
  readonly announced: number | undefined;
  readonly rows: readonly Row[];
};

/** Lays rows of samples out over their common time; undefined where there is nothing to draw. */
export function draw(
  sources: readonly { readonly name: string; readonly samples: readonly Sample[] }[],
  announcedEnd?: string,
): Drawing | undefined {
  const sampled = sources
    .filter(({ samples }) => samples.length > 1)
    .map(({ name, samples }) => ({ name, stretches: stretchesOf(samples) }));
  const begin = Math.min(...sampled.flatMap(({ stretches }) => stretches.map(({ from }) => from)));
  const end = Math.max(...sampled.flatMap(({ stretches }) => stretches.map(({ until }) => until)));
  if (sampled.length === 0 || end <= begin) return undefined;
  const place = (moment: number): number => Math.round(((moment - begin) / (end - begin)) * 10_000) / 10;
  const announced = announcedEnd === undefined ? NaN : Date.parse(announcedEnd);
  return {
    begin: iso(begin),
    end: iso(end),
    announced: announced >= begin && announced <= end ? place(announced) : undefined,
    rows: sampled.map(({ name, stretches }) => {
      const bad = stretches.filter(({ ok }) => !ok);
      const lengths = bad.map(({ from, until }) => until - from);
      return {
        name,
        // A stretch too short for the eye is still drawn: it is what the reader looks for.
        bars: stretches.map(({ from, until, ok }) => ({
          x: place(from),
          width: Math.max(place(until) - place(from), ok ? 0 : 3),
          ok,
        })),
        down: lengths.reduce((sum, length) => sum + length, 0),
        longest: Math.max(0, ...lengths),
        from: bad[0] ? iso(bad[0].from) : '',
        until: bad.length > 0 ? iso(bad.at(-1)?.until ?? 0) : '',
        lasts: stretches.at(-1)?.ok === false,
      };
    }),
  };
}

type Stretch = { readonly from: number; readonly until: number; readonly ok: boolean };

/** Adjacent samples of one kind are one stretch; it lasts until the next sample of the other kind. */
function stretchesOf(samples: readonly Sample[]): Stretch[] {
  const sorted = samples.map(({ at, ok }) => ({ at: Date.parse(at), ok })).sort((a, b) => a.at - b.at);
  const turns = sorted.filter(({ ok }, index) => index === 0 || sorted[index - 1]?.ok !== ok);
  const last = sorted.at(-1)?.at ?? 0;
  return turns.map(({ at, ok }, index) => ({ from: at, until: turns[index + 1]?.at ?? last, ok }));
}

const iso = (moment: number): string => new Date(moment).toISOString();
