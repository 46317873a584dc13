import { z } from 'zod';

/**
 * The content type under which a check attaches what the day looked like from outside. Whoever probes the site writes it;
 * the page of the verdict draws it.
 */
export const TIMELINE = 'application/vnd.migration-verdict.timeline+json';

const Moment = z.iso.datetime();

export const TimelineSchema = z.object({
  /** When the site was to be open again, as visitors were told. */
  announcedEnd: Moment.optional(),
  /**
   * The answers that each kind of visitor got, asked again and again: `fresh` where DNS resolves to the new host,
   * `stale` where to the old host.
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
  /** The answers of each resolver, asked again and again. `ok`: the new address and no other. */
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
