import { withLock } from '../lock.js';
import { pairOfNow } from '../lab.js';
import { BEWELCOME } from '../pairs.js';
import { dayOf } from './day.js';
import { perform, performUntil, survey, takeBack } from './runner.js';
import { rollBack, WAY_BACK } from './roll-back.js';

/** `npm run lab -- switch ...`: the exit status. */
export async function switchCommand(args: readonly string[]): Promise<number> {
  const [id] = args.filter((arg) => !arg.startsWith('--'));
  const unknown = args.find((arg) => arg.startsWith('--') && arg !== '--undo' && arg !== '--until');
  if (unknown !== undefined) throw new Error(`switch accepts --undo and --until, not ${unknown}`);
  if (id === undefined) await list();
  else await withLock(`switch ${args.join(' ')}`, () => change(id, args));
  return 0;
}

async function change(id: string, args: readonly string[]): Promise<void> {
  if (id === 'roll-back' && pairOfNow() === BEWELCOME) await rollBack();
  else if (args.includes('--until')) await performUntil(id);
  else if (args.includes('--undo')) await takeBack(id);
  else await perform(id);
}

async function list(): Promise<void> {
  const rows = (await survey()).map(({ operation: { id, step, what, who }, missing, since }) => {
    const state = since === undefined ? 'not yet' : missing === undefined ? since.slice(11, 19) : 'BROKEN';
    const why = state === 'BROKEN' ? `${' '.repeat(29)}${missing ?? ''}\n` : '';
    return `  ${state.padEnd(8)}  ${step.padStart(3)}  ${id.padEnd(12)} ${what}${who === '' ? '' : ` [${who}]`}\n${why}`;
  });
  const states = Object.entries(dayOf(pairOfNow()).states).map(([name, last]) => `${name} (up to ${last})`);
  process.stdout.write(
    `The switch, operation by operation:\n${rows.join('')}` +
      `States that can be loaded: before-switch, ${states.join(', ')}\n${pairOfNow() === BEWELCOME ? `The way back (roll-back) undoes: ${WAY_BACK.join(', ')}\n` : ''}`,
  );
}
