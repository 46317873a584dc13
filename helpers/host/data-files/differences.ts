import { pathOf, spellingOf, UNREAD, type TreeEntry } from './entry.js';

type Pair = readonly [onOld: TreeEntry | undefined, onNew: TreeEntry | undefined];
type Side = 'old' | 'new';
/** Called with the difference in words, and with whether the old host has such an entry. */
type OnDifference = (line: string, isOnOld: boolean) => void;

/** Maximum number of unmatched names that wait for a counterpart in another spelling; any more are reported as they are. */
const MOST_WAITING = 20_000;
const ATTRIBUTES = {
  mode: 'mode',
  owner: 'owner',
  group: 'group',
  time: 'changed at',
  names: 'number of hard links',
  attributes: 'attributes',
} as const;

/**
 * Finds differences, entry by entry. Files that root owned on the old host may belong to the web user on the new
 * host: the runbook hands them over.
 */
export class Differences {
  readonly #webUser: string;
  readonly #onDifference: OnDifference;
  readonly #onUnproven: (line: string) => void;
  readonly #waiting = new Map<string, { readonly side: Side; readonly key: string }>();

  /** @param webUser the owner of files that root must not own */
  constructor(webUser: string, onDifference: OnDifference, onUnproven: (line: string) => void) {
    this.#webUser = webUser;
    this.#onDifference = onDifference;
    this.#onUnproven = onUnproven;
  }

  /** Compares the entries of both hosts under one name. */
  add([onOld, onNew]: Pair): void {
    if (onOld !== undefined && onNew !== undefined) this.#compare(onOld, onNew);
    else if (onOld !== undefined) this.#alone('old', onOld.key);
    else if (onNew !== undefined) this.#alone('new', onNew.key);
  }

  /** Reports the names that have found no counterpart. */
  end(): void {
    for (const { side, key } of this.#waiting.values()) this.#reportAlone(side, key);
    this.#waiting.clear();
  }

  #alone(side: Side, key: string): void {
    const { letters } = spellingOf(key);
    const other = this.#waiting.get(letters);
    if (other !== undefined && other.side !== side) {
      this.#waiting.delete(letters);
      const [old, now] = side === 'old' ? [key, other.key] : [other.key, key];
      const forms = `${spellingOf(old).form} on the old host, ${spellingOf(now).form} on the new host`;
      this.#onDifference(
        `${pathOf(old)}: the same letters on both hosts, but different code points (${forms}), so it cannot be found under its old name`,
        true,
      );
    } else if (other !== undefined || this.#waiting.size >= MOST_WAITING || isAscii(letters))
      this.#reportAlone(side, key);
    else this.#waiting.set(letters, { side, key });
  }

  #reportAlone(side: Side, key: string): void {
    this.#onDifference(
      `${pathOf(key)}: ${side === 'old' ? 'missing on the new host' : 'only on the new host'}`,
      side === 'old',
    );
  }

  #compare(before: TreeEntry, now: TreeEntry): void {
    const difference = (what: string): void => {
      this.#onDifference(`${pathOf(before.key)}: ${what}`, true);
    };
    const report = (was: string, is: string): void => {
      difference(`${was} on the old host, ${is} on the new host`);
    };
    if (before.kind !== now.kind) {
      report(`a ${before.kind}`, `a ${now.kind}`);
      return;
    }
    const unread = [...(before.content === UNREAD ? ['old'] : []), ...(now.content === UNREAD ? ['new'] : [])];
    if (before.kind === 'link' && before.content !== now.content) report(`points to ${before.content}`, now.content);
    else if (before.kind === 'file' && unread.length > 0)
      this.#onUnproven(`${pathOf(before.key)}: could not be read on the ${unread.join(' and the ')} host`);
    else if (before.size !== now.size) report(`different content: ${before.size} bytes`, now.size);
    else if (before.content !== now.content) difference('different content');
    this.#compareAttributes(before, now, report);
  }

  #compareAttributes(before: TreeEntry, now: TreeEntry, report: (was: string, is: string) => void): void {
    for (const [field, word] of Object.entries(ATTRIBUTES) as [keyof typeof ATTRIBUTES, string][]) {
      const [was, is] =
        field === 'attributes' ? differing(before.attributes, now.attributes) : [before[field], now[field]];
      const isHandedOver = (field === 'owner' || field === 'group') && was === 'root' && is === this.#webUser;
      if (was !== is && !isHandedOver) report(`${word} ${shown(field, was)}`, shown(field, is));
    }
  }
}

/** Does the text have only one spelling in Unicode? */
const isAscii = (text: string): boolean => text.length === Buffer.byteLength(text);

/** Items of two comma-separated lists that are not in both. */
function differing(before: string, now: string): [string, string] {
  if (before === now) return ['', ''];
  const [was, is] = [before.split(','), now.split(',')];
  return [was.filter((each) => !is.includes(each)).join(', '), is.filter((each) => !was.includes(each)).join(', ')];
}

/** An attribute may be as large as 64 KiB. */
const MOST_SHOWN = 200;
function shown(field: keyof typeof ATTRIBUTES, value: string): string {
  if (field === 'time' && value !== '') return new Date(Number(value) * 1000).toISOString();
  const [, count, first] = (field === 'names' && /^(\d+) (.*)$/.exec(value)) || [];
  if (first !== undefined) return `${count ?? ''} (the first is ${pathOf(first)})`;
  return value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}...` : value || 'none';
}
