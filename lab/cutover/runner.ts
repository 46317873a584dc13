import { onHost } from '../hosts/hosts.js';
import { step } from '../exec.js';
import { pairOfNow } from '../lab.js';
import { dayOf, operation, type Day } from './day.js';
import { assertDone, type CutoverStep } from './step.js';

/** A log of who did what and when, on the machine that remains. It is part of saved states, like the rest of the host. */
const LOG = '/var/log/switch.log';

/** The day of the pair that is up. */
const today = (): Day => dayOf(pairOfNow());

export const note = (id: string, what: 'done' | 'undone'): Promise<string> =>
  onHost(today().newHost, `echo "$(date -Is) ${id} ${what}" >>${LOG}`);

/** Performs one operation and asks the servers whether it took effect. */
export async function perform(id: string): Promise<void> {
  const { step: number, what, do: work, verify: missing } = operation(today(), id);
  await step(`step ${number}, ${id}: ${what}`, async () => {
    await work();
    await assertDone(missing);
    await note(id, 'done');
  });
}

/** Undoes one operation. */
export async function takeBack(id: string): Promise<void> {
  const { step: number, undo } = operation(today(), id);
  await step(`undoing step ${number}, ${id}`, async () => {
    await undo();
    await note(id, 'undone');
  });
}

/** Performs, in order, everything up to and including an operation, except what has been done. */
export async function performUntil(id: string): Promise<void> {
  const { steps } = today();
  const last = steps.indexOf(operation(today(), id));
  const doneAt = await readLog();
  for (const each of steps.slice(0, last + 1)) {
    const isDone = doneAt(each.id) !== undefined && (isOver(each, doneAt) || (await each.verify()) === undefined);
    if (!isDone) await perform(each.id);
  }
}

/** Repeats operations whose results have aged. */
export async function renew(): Promise<void> {
  const doneAt = await readLog();
  for (const { id, growsOld, verify: missing } of today().steps)
    if (growsOld && doneAt(id) !== undefined && (await missing()) !== undefined) await perform(id);
}

export type Found = {
  readonly operation: CutoverStep;
  /** What is missing on the servers; undefined: nothing. */
  readonly missing: string | undefined;
  /** When it was performed, according to the log; undefined: never, or it was undone. Some of what it requires may be true anyway. */
  readonly since: string | undefined;
};

/** Every operation, with its visible state. */
export async function survey(): Promise<Found[]> {
  const doneAt = await readLog();
  return Promise.all(
    today().steps.map(async (each) => ({
      operation: each,
      missing: isOver(each, doneAt) ? undefined : await each.verify(),
      since: doneAt(each.id),
    })),
  );
}

type DoneAt = (id: string) => string | undefined;

async function readLog(): Promise<DoneAt> {
  const lines = (await onHost(today().newHost, `cat ${LOG} 2>/dev/null || true`))
    .split('\n')
    .map((line) => line.split(' '));
  return (id) => {
    const [when, , what] = lines.findLast(([, each]) => each === id) ?? [];
    return what === 'done' ? when : undefined;
  };
}

/** Has a later operation replaced it? */
const isOver = ({ until }: CutoverStep, doneAt: DoneAt): boolean => until !== undefined && doneAt(until) !== undefined;
