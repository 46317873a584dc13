import { OLD_FORM } from '../../helpers/core/check-id.js';
import { readWaiverList, type Waivers } from '../../helpers/core/waivers.js';
import type { CheckResult } from './evidence.js';
import { didYouMean } from './nearest-id.js';

/**
 * Reads `targets/<target>/waivers.json`; a list that cannot be parsed waives nothing; nor does one that names a
 * check that no gate of the target has.
 * @param known ids of the checks of all gates
 * @param ran what has just run; the titles show which id an entry in the old form refers to
 */
export function readWaivers(
  path: string,
  known: ReadonlySet<string>,
  ran: readonly Pick<CheckResult, 'id' | 'title'>[] = [],
): Waivers {
  const list = readWaiverList(path);
  const unknown = list.waivers.filter(({ check }) => !known.has(check));
  if (unknown.length === 0) return list;
  return { waivers: [], problems: unknown.map(({ check }) => `${path}: ${complaint(check, known, ran)}`) };
}

function complaint(
  check: string,
  known: ReadonlySet<string>,
  ran: readonly Pick<CheckResult, 'id' | 'title'>[],
): string {
  const title = OLD_FORM.exec(check)?.[1];
  if (title === undefined) return `no gate has a check "${check}".${didYouMean(check, known)}`;
  const now = ran.filter((each) => each.title.endsWith(title)).map(({ id }) => id);
  const hint = now.length > 0 ? now.join(' or ') : 'the lists in targets/*/expected contain the ids';
  return `"${check}" is in the old form, which consists of a spec and a title. Rewrite the entry with the id of the check: ${hint}.`;
}
