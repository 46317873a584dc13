import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LAB_ROX } from '../../../rox.js';
import { lab, labIpv4 } from '../../../../targets/lab/target.js';
import { CHECKOUT } from '../../../paths.js';
import { onOperatorMachine, type Faults } from '../fault.js';
import { checksIn } from '../pattern.js';

const gate = 'prerelease';
const { www, alpha } = LAB_ROX.sites;
const NAMES = [www.host, ...www.aliases, alpha.host];
const WAIVERS = join(CHECKOUT, 'targets', 'lab', 'waivers.json');
const withWaiver = (waiver: object): string =>
  JSON.stringify([...(JSON.parse(readFileSync(WAIVERS, 'utf8')) as object[]), waiver]);
/** The first moment at which the override was proven and the checks begin. */
const WHEN_IT_BEGINS = 'while [ ! -e "$MIGRATION_RUN_FOLDER/facts-new.json" ]; do sleep 0.05; done';

export const operator: Faults = {
  'hosts-file-written-by-others': {
    description:
      "While the gate runs, a program on the operator's machine maps the sites' names to Deer in the hosts file.",
    precedent: "a tester's own override, put back by the machine's configuration management",
    gate,
    checks: [
      'override/hosts-file-otherwise-unchanged',
      'override/points-to-new-host',
      'override/browser-reaches-new-host',
      'override/clients-reach-new-host',
    ],
    mayAlsoFail: checksIn('host/*', 'lasting/*', 'journeys/rox/host/*', 'visitors/*', 'journeys/rox/*'),
    specs: ['host/how-to-test', 'host/override'],
    expectedMessage: /hosts|198\.51\.100\.10|Deer/,
    ...onOperatorMachine({
      files: {},
      beside: `${WHEN_IT_BEGINS}
        text=$(cat /etc/hosts)
        printf '%s\n%s\n' '${lab.hosts.old.ipv4} ${NAMES.join(' ')}' "$text" >/etc/hosts`,
    }),
  },
  'hosts-file-asked-last': {
    description: "The operator's machine consults DNS before its hosts file.",
    precedent: '"hosts: dns files" in /etc/nsswitch.conf: the override is written but has no effect',
    gate,
    verdict: 'HOLD',
    checks: [],
    unproven: checksIn('host/*', 'lasting/*', 'journeys/rox/host/*', 'visitors/*', 'journeys/rox/*'),
    specs: ['host/how-to-test', 'host/override'],
    expectedMessage: /not in force/,
    ...onOperatorMachine({
      files: {
        '/etc/nsswitch.conf': 'passwd: files\ngroup: files\nhosts: dns files\n',
        '/etc/resolv.conf': `nameserver ${labIpv4('resolver')}\n`,
      },
    }),
  },
  'waiver-outlived': {
    description: 'A defect was accepted until a date that has passed.',
    precedent: 'a known issue that everyone got used to',
    gate,
    checks: ['waivers/none-expired'],
    expectedMessage: /past their expiry date.*2012-06-30/,
    ...onOperatorMachine({
      files: {
        [WAIVERS]: withWaiver({
          check: 'machine/locales-present',
          reason: 'nobody reads Dutch',
          owner: 'jsfan',
          accepted: '2012-06-20',
          expires: '2012-06-30',
        }),
      },
    }),
  },
  'attestations-unreadable': {
    description: 'The list of attestations cannot be read.',
    precedent: 'a comma lost in a manual edit, minutes before the meeting',
    gate: 'aftercare',
    checks: [],
    specs: ['aftercare/disk'],
    expectedMessage: /attestations\.json cannot be used/,
    ...onOperatorMachine({ files: { [join(CHECKOUT, 'targets', 'lab', 'attestations.json')]: '[{ "step": ' } }),
  },
  'waiver-of-nobody': {
    description: 'A waiver does not say who accepted the defect.',
    precedent: 'a line copied in a hurry: no one is responsible for it',
    gate,
    checks: ['waivers/complete'],
    expectedMessage: /owner: must contain at least two letters or digits/,
    ...onOperatorMachine({
      files: {
        [WAIVERS]: withWaiver({
          check: 'machine/locales-present',
          reason: 'nobody reads Dutch',
          owner: '',
          accepted: '2012-06-20',
          expires: '2030-06-30',
        }),
      },
    }),
  },
};
