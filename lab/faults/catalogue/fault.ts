import type { GateId } from '../../../runbook.js';
import { shellQuote } from '../../../helpers/ssh/ssh-errors.js';
import { onHost, type LabMachine } from '../../hosts/hosts.js';
import type { CheckPattern } from './pattern.js';

/** How something is made to go wrong on the lab's servers, and how it is repaired again. */
export type Change = {
  /** @param id of the fault, for the names of saved copies */
  readonly inject: (id: string) => Promise<unknown>;
  /** The quick way back. Without it, the state is loaded again. */
  readonly revert?: (id: string) => Promise<unknown>;
  /** Faults of the machine that runs the gate. They are mounted over its own files only for the duration of the run. */
  readonly operator?: Operator;
};

/** The machine that runs the gate. */
export type Operator = {
  /** path -> text */
  readonly files: Readonly<Record<string, string>>;
  /** A script that runs alongside the gate. `$MIGRATION_RUN_FOLDER` is the folder of the run. */
  readonly beside?: string;
};

/** Something that goes wrong in a migration, reproduced on the lab's servers as it happens in real life. */
export type Fault = {
  /** The fault, in one sentence. */
  readonly description: string;
  /** Where it has happened in real life. */
  readonly precedent: string;
  readonly gate: GateId;
  /** The verdict that it must lead to; HOLD if the fault prevents any question from being asked. Default: NO-GO. */
  readonly verdict?: 'HOLD';
  /** The checks that must fail: all that match a pattern. */
  readonly checks: readonly CheckPattern[];
  /** Checks that the fault keeps from asking: unproven, neither passed nor failed. */
  readonly unproven?: readonly CheckPattern[];
  /**
   * Checks that may or may not notice the fault, by chance or depending on the time of day. Each has the reason in a comment.
   */
  readonly mayAlsoFail?: readonly CheckPattern[];
  /** Specs that the quick mode of `npm run faults` runs; default: those that contain the checks. */
  readonly specs?: readonly string[];
  /** No other fault can be injected alongside it. The reason is in a comment. */
  readonly isAlone?: true;
  /** The cause as the first reason on the screen must give it. The title of the check does not count: it says what failed, not why. */
  readonly expectedMessage: RegExp;
  /** Words that must not appear, because they distract from the cause. */
  readonly mustNotSay?: RegExp;
} & Change;

/** Faults of one area by id: `<host>-<what it does wrong>`. */
export type Faults = Readonly<Record<string, Fault>>;

const keptAt = (id: string, on: LabMachine): string => `/run/faults/${id}-${on}.tar`;
const quoted = (paths: readonly string[]): string => paths.map((path) => `'.${path}'`).join(' ');

/**
 * A script that changes files (or whole folders) on a host; they are saved before and restored afterwards.
 * @param after makes a server notice the change, both times
 */
export function editFiles(on: LabMachine, files: readonly string[], script: string, after = ':'): Change {
  return {
    inject: (id) =>
      onHost(
        on,
        `mkdir -p /run/faults && cd /
        [ -e ${keptAt(id, on)} ] || tar -cpf ${keptAt(id, on)} --ignore-failed-read ${quoted(files)} 2>/dev/null
        ${script}
        ${after}`,
      ),
    revert: (id) =>
      onHost(
        on,
        `cd / && rm -rf ${quoted(files)} && tar -xpf ${keptAt(id, on)} && rm ${keptAt(id, on)}
        ${after}`,
      ),
  };
}

/** Files of the machine that runs the gate; the hosts themselves are healthy. */
export const onOperatorMachine = (operator: Operator): Change => ({
  inject: () => Promise.resolve(),
  revert: () => Promise.resolve(),
  operator,
});

/** A change made on a host by one script and undone by another; without the second one, the state is loaded again. */
export function shell(on: LabMachine, script: string, undo?: string): Change {
  return {
    inject: () => onHost(on, script),
    ...(undo === undefined ? {} : { revert: () => onHost(on, undo) }),
  };
}

/**
 * A program of the site that does not do what it should: text in its source on a host is replaced.
 * @param root folder of the deployment
 */
export function patchProgram(root: string, file: string, from: string, to: string): Change {
  const path = `${root}/${file}`;
  // Counted, so that text that no longer exists is an error here, not a fault that no one notices.
  return editFiles(
    'puma',
    [path],
    `FROM=${shellQuote(from)} TO=${shellQuote(to)} perl -0777 -pi -e '$n += s/\\Q$ENV{FROM}\\E/$ENV{TO}/g; END { exit($n ? 0 : 9) }' ${path}`,
    file.startsWith('app/') ? '/etc/init.d/rox restart >/dev/null' : ':',
  );
}

const statements = (sql: string): string => `mysql --default-character-set=utf8mb4 <<'END_OF_SQL'\n${sql}\nEND_OF_SQL`;

/** Statements that root executes in a host's MySQL, and those that revert them; without the latter, the state is loaded again. */
export const sql = (on: LabMachine, put: string, back?: string): Change =>
  shell(on, statements(put), back === undefined ? undefined : statements(back));

/** Statements that change tables of a host; the tables are saved before and restored afterwards. */
export function tables(on: LabMachine, database: string, names: readonly string[], put: string): Change {
  const kept = (id: string): string => `/run/faults/${id}-${on}.sql`;
  return {
    inject: (id) =>
      onHost(
        on,
        `mkdir -p /run/faults
        mysqldump --default-character-set=utf8mb4 --hex-blob --triggers ${database} ${names.join(' ')} >${kept(id)}
        ${statements(`USE ${database};\n${put}`)}`,
      ),
    revert: (id) => onHost(on, `mysql --default-character-set=utf8mb4 ${database} <${kept(id)} && rm ${kept(id)}`),
  };
}

/** Several changes that make up one fault; they are reverted in the opposite order. */
export function allOf(...changes: readonly Change[]): Change {
  const back = changes.flatMap(({ revert }) => revert ?? []);
  return {
    inject: async (id) => {
      for (const [index, { inject }] of changes.entries()) await inject(`${id}-${index}`);
    },
    ...(back.length < changes.length
      ? {}
      : {
          revert: async (id: string) => {
            for (const [index, revert] of [...back.entries()].reverse()) await revert(`${id}-${index}`);
          },
        }),
  };
}
