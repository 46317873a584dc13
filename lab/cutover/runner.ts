import { onHost } from '../hosts/hosts.js';
import { step } from '../exec.js';
import { DAY, operation } from './steps.js';
import { insist, type Operation } from './step.js';

/** Who did what when, on the machine that stays. It goes into saved states with the rest of the host. */
const LOG = '/var/log/switch.log';

export const note = (id: string, what: 'done' | 'undone'): Promise<string> =>
  onHost('puma', `echo "$(date -Is) ${id} ${what}" >>${LOG}`);

/** Does one operation and asks the servers whether it took. */
export async function perform(id: string): Promise<void> {
  const { step: number, what, do: work, missing } = operation(id);
  await step(`step ${number}, ${id}: ${what}`, async () => {
    await work();
    await insist(missing);
    await note(id, 'done');
  });
}

/** Takes one operation back. */
export async function takeBack(id: string): Promise<void> {
  const { step: number, undo } = operation(id);
  await step(`step ${number}, ${id}: undone`, async () => {
    await undo();
    await note(id, 'undone');
  });
}

/** Does, in order, everything up to and with an operation that is not done yet. */
export async function performUntil(id: string): Promise<void> {
  const last = DAY.indexOf(operation(id));
  const doneAt = await readLog();
  for (const each of DAY.slice(0, last + 1)) {
    const isDone = doneAt(each.id) !== undefined && (isOver(each, doneAt) || (await each.missing()) === undefined);
    if (!isDone) await perform(each.id);
  }
}

/** Does again what was done and has grown old since. */
export async function renew(): Promise<void> {
  const doneAt = await readLog();
  for (const { id, growsOld, missing } of DAY)
    if (growsOld && doneAt(id) !== undefined && (await missing()) !== undefined) await perform(id);
}

export type Found = {
  readonly operation: Operation;
  /** What the servers lack of it; undefined: nothing. */
  readonly missing: string | undefined;
  /** When it was done, as the log says; undefined: never, or it was undone. Some of what it wants may be so by itself. */
  readonly since: string | undefined;
};

/** Every operation, with what is to be seen of it. */
export async function survey(): Promise<Found[]> {
  const doneAt = await readLog();
  return Promise.all(
    DAY.map(async (each) => ({
      operation: each,
      missing: isOver(each, doneAt) ? undefined : await each.missing(),
      since: doneAt(each.id),
    })),
  );
}

type DoneAt = (id: string) => string | undefined;

async function readLog(): Promise<DoneAt> {
  const lines = (await onHost('puma', `cat ${LOG} 2>/dev/null || true`)).split('\n').map((line) => line.split(' '));
  return (id) => {
    const [when, , what] = lines.findLast(([, each]) => each === id) ?? [];
    return what === 'done' ? when : undefined;
  };
}

/** Has a later operation taken its place? */
const isOver = ({ until }: Operation, doneAt: DoneAt): boolean => until !== undefined && doneAt(until) !== undefined;
