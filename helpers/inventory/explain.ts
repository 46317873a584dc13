import { AREAS } from './collectors/index.js';
import type { Difference, Explanation, Item } from './types.js';

type Explained = { readonly difference: Difference; readonly by: Explanation };
export type Judged = {
  readonly explained: readonly Explained[];
  readonly unexplained: readonly Difference[];
  /** Explanations in the target's own list that explain nothing. */
  readonly unneeded: readonly Explanation[];
  /** Explanations that expire within {@link SOON_DAYS} or have expired. */
  readonly expiring: readonly Explanation[];
  /** Why an explanation does not count, in words. */
  readonly refused: readonly string[];
};

/** The gate and the day for which explanations are evaluated. */
export type Occasion = {
  readonly gate: string | undefined;
  /** Today, `2012-06-22`, UTC. */
  readonly today: string;
  /** Everything that was found: an explanation that covers a whole area explains nothing. */
  readonly items: readonly Pick<Item, 'area' | 'key'>[];
};

const SOON_DAYS = 7;

/**
 * Matches explanations with differences. The first match counts, the target's own before the built-in ones.
 * @param own the target's list: unneeded or expiring entries in it are reported
 */
export function explain(
  differences: readonly Difference[],
  own: readonly Explanation[],
  shipped: readonly Explanation[],
  { gate, today, items }: Occasion,
): Judged {
  const refused = own.flatMap((each) => whyRefused(each, items) ?? []);
  const inForce = [...own.filter((each) => whyRefused(each, items) === undefined), ...shipped].filter(
    ({ until, gates }) =>
      (until === undefined || until >= today) && (gates === undefined || gate === undefined || gates.includes(gate)),
  );
  const rules = inForce.map((by) => ({ by, pattern: patternOf(by.what) }));
  const needed = new Set<Explanation>();
  const explained: Explained[] = [];
  const unexplained: Difference[] = [];
  for (const difference of differences) {
    const name = nameOf(difference);
    const rule = rules.find(({ by, pattern }) => fits(by, difference) && pattern.test(name));
    if (rule === undefined) unexplained.push(difference);
    else {
      needed.add(rule.by);
      explained.push({ difference, by: rule.by });
    }
  }
  return {
    explained,
    unexplained,
    unneeded: own.filter((each) => inForce.includes(each) && !needed.has(each) && each.sometimes !== true),
    expiring: own.filter(({ until }) => until !== undefined && until < dayAfter(today, SOON_DAYS)),
    refused,
  };
}

/**
 * Does anyone explain why one thing differs? For checks that judge it themselves.
 * @param lists the target's own explanations, and the built-in ones
 */
export const isExplained = (
  difference: Pick<Difference, 'area' | 'key' | 'kind' | 'facet'>,
  lists: readonly (readonly Explanation[])[],
  { gate, today }: Omit<Occasion, 'items'>,
): boolean =>
  lists
    .flat()
    .some(
      (each) =>
        (each.until === undefined || each.until >= today) &&
        (each.gates === undefined || gate === undefined || each.gates.includes(gate)) &&
        whyRefused(each, []) === undefined &&
        fits(each, difference) &&
        patternOf(each.what).test(nameOf(difference)),
    );

/** The name of a difference in explanations and for operators. */
export const nameOf = ({ area, key }: Pick<Difference, 'area' | 'key'>): string => `${area}/${key}`;

const fits = ({ facets, kinds }: Explanation, { facet, kind }: Pick<Difference, 'facet' | 'kind'>): boolean =>
  (facets === undefined || facets.includes(facet)) && (kinds === undefined || kinds.includes(kind));

/** `*` matches any text, everything else only itself, and `\*` a literal asterisk. */
export const patternOf = (what: string): RegExp =>
  new RegExp(
    `^${what.replace(/\\([*\\])|[*.+?^${}()|[\]\\]/g, (sign, literal?: string) => {
      if (literal !== undefined) return `\\${literal}`;
      return sign === '*' ? '.*' : `\\${sign}`;
    })}$`,
    's',
  );

/** A name as a pattern that matches nothing else: hosts have names with `*` in them. */
export const literally = (name: string): string => name.replace(/[*\\]/g, '\\$&');

/** Minimum number of characters other than `*` and `/` that distinguish one thing from another. */
const FEWEST_SIGNS = 3;
/** In an area with fewer items, one explanation may well be right for all. */
const FEW_ITEMS = 10;
/** In an area with more, an explanation for more than half would explain things that no one has thought of. */
const MANY_ITEMS = 50;

/** Why an explanation is too broad to count; undefined when it counts. */
export function whyRefused({ what, why }: Explanation, items: Occasion['items']): string | undefined {
  const [area = '', ...rest] = what.split('/');
  const key = rest.join('/');
  if (!AREAS.some((each) => each === area)) return `"${what}" names no area: start it with one of ${AREAS.join(', ')}`;
  if (key.replace(/[*/\s]/g, '').length < FEWEST_SIGNS) return `"${what}" would explain whatever is found in ${area}`;
  if (why.trim().length < FEWEST_SIGNS) return `"${what}" gives no reason`;
  const pattern = patternOf(what);
  const within = items.filter((item) => item.area === area);
  const matched = within.filter((item) => pattern.test(nameOf(item))).length;
  if (
    matched >= FEW_ITEMS &&
    (matched === within.length || (within.length >= MANY_ITEMS && matched > within.length / 2))
  )
    return `"${what}" is too broad: it matches ${matched} of ${within.length} items in ${area}`;
  return undefined;
}

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
