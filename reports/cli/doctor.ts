import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { errorMessage } from '../../helpers/core/no-answer.js';
import { draftSettings, type SettingsDraft } from '../../helpers/core/settings.js';
import { draftSecrets, examine, type Examination } from '../../helpers/doctor/examine.js';
import { prepareTarget } from '../../helpers/routing/prepare-target.js';
import { TARGETS } from '../../targets/index.js';
import { clean } from '../outputs/text.js';

const STATUS = { complete: 0, incomplete: 1, misused: 2 } as const;
const USAGE = `npm run doctor -- --target NAME
  Reports what the gates of a target still need in its settings, on this machine, on each host, in the databases, in
  DNS, and in the mail sink, with the lines that would grant it. Changes nothing, except that a lab is started first if
  it is not up.
  Targets: ${[...TARGETS.keys()].join(', ')}
  Exit status: 0 everything is in place, 1 something is missing, 2 the command line is not valid.`;

type Say = (line: string) => void;
const print: Say = (line) => process.stdout.write(`${line}\n`);

/** @returns the exit status */
export async function doctor(argv: readonly string[], say: Say = print): Promise<number> {
  let name: string;
  let draft: SettingsDraft;
  try {
    const options = { target: { type: 'string' }, help: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: [...argv], options });
    if (values.help) {
      say(USAGE);
      return STATUS.complete;
    }
    if (values.target === undefined) throw new Error('Which target? --target is missing.');
    name = values.target;
    draft = draftSettings(name);
  } catch (error) {
    say(`${clean(errorMessage(error))}\n\n${USAGE}`);
    return STATUS.misused;
  }
  if (draft.target) await prepareTarget(draft.target);
  const secrets = draftSecrets(draft);
  const { sections, notAsked } = await examine(name, TARGETS.get(name)?.settings ?? [], draft);
  for (const line of doctorLines(name, { sections, notAsked })) {
    // Quoted parts of answers may contain anything.
    say(clean(secrets.reduce((text, secret) => text.replaceAll(secret, '(secret)'), line)));
  }
  return sections.some(({ findings }) => findings.some((each) => each.missing)) ? STATUS.incomplete : STATUS.complete;
}

/** The findings, one line for each question; below each missing item, why it matters and what would grant it. */
export function doctorLines(name: string, { sections, notAsked }: Examination): string[] {
  const lacking = sections.flatMap(({ findings }) => findings).filter((each) => each.missing).length;
  return [
    ...sections
      .filter(({ findings }) => findings.length > 0)
      .flatMap(({ place, findings }) => [
        place,
        ...findings.flatMap(({ asked, answer, missing }) => [
          `  ${missing ? 'MISSING' : 'ok     '} ${asked}: ${answer}`,
          ...(missing ? [`          needed by: ${missing.matters}`] : []),
          ...(missing?.allow ?? []).map((line) => `            ${line}`),
        ]),
        '',
      ]),
    ...(notAsked.length === 0 ? [] : [`Not checked until missing settings are filled in: ${notAsked.join(', ')}.`]),
    lacking === 0
      ? `${name}: everything that the gates need is in place.`
      : `${name}: ${lacking} ${lacking === 1 ? 'thing is' : 'things are'} missing. Settings go into the environment or targets/${name}/settings.env.`,
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await doctor(process.argv.slice(2));
