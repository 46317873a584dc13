import * as z from 'zod';

/**
 * The content type under which a check attaches the day as seen from outside. The checks that probe the site write it;
 * the verdict page draws it.
 */
export const TIMELINE = 'application/vnd.migration-verdict.timeline+json';

const Moment = z.iso.datetime();

export const TimelineSchema = z.object({
  /** When the site was to be open again, as announced to visitors. */
  announcedEnd: Moment.optional(),
  /**
   * The answers that each kind of visitor got, polled repeatedly: `fresh` where DNS resolves to the new host,
   * `stale` where it resolves to the old host.
   */
  visitors: z
    .array(
      z.object({
        visitor: z.string().min(1),
        scheme: z.string().min(1),
        samples: z.array(z.object({ at: Moment, ok: z.boolean(), status: z.number().nullable() })),
      }),
    )
    .default([]),
  /** The answers of each resolver, polled repeatedly. `ok`: the new address and no other. */
  resolvers: z
    .array(
      z.object({
        resolver: z.string().min(1),
        samples: z.array(z.object({ at: Moment, ok: z.boolean(), answer: z.string() })),
      }),
    )
    .default([]),
});

/** A day as visitors and resolvers saw it; times are ISO 8601, UTC. */
export type Timeline = z.output<typeof TimelineSchema>;
