import type { GateId } from '../../../runbook.js';
import { shellQuote } from '../../../helpers/ssh/ssh-errors.js';
import { onHost, type LabMachine } from '../../hosts/hosts.js';
import type { CheckPattern } from './pattern.js';

/** How something is made to go wrong on the lab's servers, and how it is put right again. */
export type Change = {
  /** @param id of the fault, for the name of what is kept aside */
  readonly inject: (id: string) => Promise<unknown>;
  /** The quick way back. Without it the state is loaded again. */
  readonly revert?: (id: string) => Promise<unknown>;
  /** Faults of the machine that runs the gate. They are laid over its own files for the time of the run alone. */
  readonly operator?: Operator;
};

/** The machine that runs the gate. */
export type Operator = {
  /** path -> text */
  readonly files: Readonly<Record<string, string>>;
  /** A script that runs beside the gate. `$MIGRATION_RUN_FOLDER` is the folder of the run. */
  readonly beside?: string;
};

/** Something that goes wrong in a migration, made in the lab's own servers as life would make it. */
export type Fault = {
  /** The fault, in one sentence. */
  readonly description: string;
  /** Where it happens in life. */
  readonly precedent: string;
  readonly gate: GateId;
  /** The verdict it must lead to; HOLD where nothing can be asked because of it. NO-GO unless told otherwise. */
  readonly verdict?: 'HOLD';
  /** The checks that must fail, each that a pattern fits. */
  readonly checks: readonly CheckPattern[];
  /** Checks that can ask nothing because of it: unproven, and neither passed nor failed. */
  readonly unproven?: readonly CheckPattern[];
  /**
   * Checks that notice it or not, as it happens: by chance, or by the time of the day. Each with the reason in a comment.
   */
  readonly mayAlsoFail?: readonly CheckPattern[];
  /** Specs that the quick form of `npm run faults` runs; without it, those that hold the checks. */
  readonly specs?: readonly string[];
  /** No other fault can be put in beside it. With the reason in a comment. */
  readonly isAlone?: true;
  /** The cause as the first reason on the screen must give it. The title of the check does not count: it says what failed. */
  readonly expectedMessage: RegExp;
  /** Words that must not be used, because they lead away from the cause. */
  readonly mustNotSay?: RegExp;
} & Change;

/** Faults of one area by id: `<host>-<what it does wrong>`. */
export type Faults = Readonly<Record<string, Fault>>;

const keptAt = (id: string, on: LabMachine): string => `/run/faults/${id}-${on}.tar`;
const quoted = (paths: readonly string[]): string => paths.map((path) => `'.${path}'`).join(' ');

/**
 * A script that changes files (or whole folders) on a host; they are kept aside before and put back afterwards.
 * @param after makes a server notice, both times
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

/** Files of the machine that runs the gate; the hosts are as they should be. */
export const onOperatorMachine = (operator: Operator): Change => ({
  inject: () => Promise.resolve(),
  revert: () => Promise.resolve(),
  operator,
});

/** Something done on a host by a script, and undone by another; without one, the state is loaded again. */
export function shell(on: LabMachine, script: string, undo?: string): Change {
  return {
    inject: () => onHost(on, script),
    ...(undo === undefined ? {} : { revert: () => onHost(on, undo) }),
  };
}

/**
 * A program of the site that does something else than it should: text of its source on a host, replaced.
 * @param root folder of the deployment
 */
export function patchProgram(root: string, file: string, from: string, to: string): Change {
  const path = `${root}/${file}`;
  // Counted, so that a text that is not there any more is an error here and not a fault that nobody notices.
  return editFiles(
    'puma',
    [path],
    `FROM=${shellQuote(from)} TO=${shellQuote(to)} perl -0777 -pi -e '$n += s/\\Q$ENV{FROM}\\E/$ENV{TO}/g; END { exit($n ? 0 : 9) }' ${path}`,
    file.startsWith('app/') ? '/etc/init.d/rox restart >/dev/null' : ':',
  );
}

const statements = (sql: string): string => `mysql --default-character-set=utf8mb4 <<'END_OF_SQL'\n${sql}\nEND_OF_SQL`;

/** Statements that root gives to MySQL of a host, and those that revert them; without, the state is loaded again. */
export const sql = (on: LabMachine, put: string, back?: string): Change =>
  shell(on, statements(put), back === undefined ? undefined : statements(back));

/** Statements that change tables of a host; the tables are kept aside before and loaded afterwards. */
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

/** Several changes that make up one fault; taken back in the opposite order. */
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
