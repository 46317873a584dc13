/** A way in which a verdict, a host or a secret could be had, once found, and the tests that play it and its relatives. */
export type Attempt = {
  readonly attempt: string;
  readonly expected: string;
  /** Below tests/self, and which of its tests; all where nothing is said. */
  readonly spec: string;
  readonly tests?: RegExp;
  /** It needs the lab. */
  readonly lab?: true;
};

const NEWEST = 'attacks/newest-run.spec.ts';
const UNJUDGED = 'attacks/unjudged.spec.ts';
const LOST = 'attacks/nothing-lost.spec.ts';
const WORDS = 'attacks/misleading-words.spec.ts';
const EDGES = 'core/target-edges.spec.ts';

export const ATTEMPTS: readonly Attempt[] = [
  // A GO, or exit 0, without a verdict
  { attempt: 'the project in other letters', expected: 'judged', spec: UNJUDGED, tests: /in other letters|Puma-Pre/ },
  { attempt: 'other reporters, configurations, windows', expected: 'no check passes', spec: UNJUDGED },
  {
    attempt: 'a check that never began is reported as passed',
    expected: 'HOLD',
    spec: 'attacks/no-go-without-proof.spec.ts',
    tests: /without having begun|expects nothing/,
  },
  {
    attempt: 'the folder cannot be sealed',
    expected: 'no GO',
    spec: 'reports/reporter-trouble.spec.ts',
    tests: /cannot be sealed/,
  },
  {
    attempt: 'a file is written after the seal',
    expected: 'run and command say 3',
    spec: 'reports/reporter-trouble.spec.ts',
    tests: /reporter writes into the folder/,
  },
  {
    attempt: 'the environment disables certificates',
    expected: 'refused',
    spec: 'core/settings.spec.ts',
    tests: /disables a judgement/,
  },
  {
    attempt: 'a sealed GO is tampered with',
    expected: 'status 3',
    spec: 'attacks/no-go-without-proof.spec.ts',
    tests: /evidence file|seal|verdict|folder/,
  },
  // An older GO for a newer NO-GO
  { attempt: 'touch or unpack an older GO', expected: 'NO-GO stays', spec: NEWEST, tests: /touched|unpacked|copied/ },
  {
    attempt: 'take away or edit the newer run',
    expected: 'status 3',
    spec: NEWEST,
    tests: /is gone|edited|in the place/,
  },
  { attempt: 'a run was killed or refused', expected: 'status 3', spec: NEWEST, tests: /killed|refused/ },
  { attempt: 'the record is cut, changed, lost', expected: 'status 3', spec: NEWEST, tests: /record/ },
  { attempt: 'a newer run of another machine', expected: 'status 3', spec: NEWEST, tests: /another machine/ },
  {
    attempt: 'two machines with a record each; an older record put back',
    expected: 'status 3 where heads are shared',
    spec: 'attacks/shared-heads.spec.ts',
  },
  // Parts of a run
  {
    attempt: 'a part is played until it passes',
    expected: 'HOLD',
    spec: 'attacks/shards.spec.ts',
    tests: /played until|attempt that passed/,
  },
  {
    attempt: 'parts of other code, target, list, day',
    expected: 'HOLD',
    spec: 'attacks/shards.spec.ts',
    tests: /of another|another list/,
  },
  {
    attempt: 'a blob is edited, sealed again, renamed',
    expected: 'HOLD',
    spec: 'attacks/shards.spec.ts',
    tests: /a blob/,
  },
  { attempt: 'parts write at one time', expected: 'HOLD', spec: 'attacks/shards.spec.ts', tests: /parts that write/ },
  // Code and privileges
  { attempt: 'a dump runs commands', expected: 'no rights, no network', spec: 'lab/restore.spec.ts', lab: true },
  {
    attempt: 'others read the folder of a run',
    expected: '0700',
    spec: 'reports/reporter-folder.spec.ts',
    tests: /open to nobody else/,
  },
  { attempt: 'text of a host acts in an output', expected: 'stays text', spec: 'attacks/hostile-text.spec.ts' },
  { attempt: 'text of a host acts in the page', expected: 'stays text', spec: 'attacks/page-hostile.spec.ts' },
  // Secrets
  {
    attempt: 'secrets in forty shapes on a host',
    expected: 'a keyed digest',
    spec: 'helpers/host/facts.spec.ts',
    tests: /secret|digest/,
  },
  { attempt: 'the same, with whole gates', expected: 'in no file', spec: 'lab-lifecycle/secrets.spec.ts', lab: true },
  { attempt: 'a password is declared nowhere', expected: 'found', spec: 'core/secrets.spec.ts' },
  {
    attempt: 'the key of the digests is lost',
    expected: 'could not ask',
    spec: 'helpers/baseline.spec.ts',
    tests: /put in place whole/,
  },
  {
    attempt: 'a link that lets somebody in',
    expected: 'shortened',
    spec: 'helpers/connection-guard.spec.ts',
    tests: /let in by nothing|session id/,
  },
  // Nobody answered is never no
  { attempt: 'a firewall bans the operator', expected: 'alive', spec: 'helpers/aftercare.spec.ts', tests: /is alive/ },
  {
    attempt: 'checks without an oath, an oath without checks',
    expected: 'HOLD',
    spec: 'reports/verdict.spec.ts',
    tests: /as well, is HOLD/,
  },
  { attempt: 'sudo refuses', expected: 'could not ask', spec: 'helpers/ssh-sudo.spec.ts' },
  {
    attempt: 'SIGTERM, Ctrl-C, time limit, a dead worker',
    expected: 'kept, judged, sealed',
    spec: LOST,
    tests: /after/,
  },
  { attempt: 'the disk fills up', expected: 'NO-GO, sealed', spec: LOST, tests: /disk/ },
  { attempt: 'kill -9', expected: 'what was seen is there, 3', spec: LOST, tests: /killed outright/ },
  {
    attempt: 'one cause meets many checks',
    expected: 'asked once',
    spec: 'helpers/ssh.spec.ts',
    tests: /asked briefly/,
  },
  // The hosts file
  {
    attempt: 'others touch the hosts file',
    expected: 'their change stays',
    spec: 'helpers/hosts-file/hosts-file-edited.spec.ts',
  },
  {
    attempt: 'a kill before each call, then others write',
    expected: 'nothing lost, nothing left',
    spec: 'helpers/hosts-file/hosts-file-campaign.spec.ts',
  },
  {
    attempt: 'CRLF, no last line break, no line at all',
    expected: 'byte for byte',
    spec: 'helpers/hosts-file/hosts-file.spec.ts',
  },
  {
    attempt: 'a write that fails, a name that stays',
    expected: 'as it was',
    spec: 'helpers/hosts-file/hosts-file-refused.spec.ts',
  },
  { attempt: 'no rights, read-only, a mount', expected: 'the rootless way', spec: 'lab/hosts-file.spec.ts', lab: true },
  {
    attempt: 'a gate is killed that has registered members',
    expected: 'gone after the next start',
    spec: 'lab-lifecycle/killed-run.spec.ts',
    lab: true,
  },
  { attempt: 'owners die', expected: 'one heir', spec: 'helpers/hosts-file/hosts-file-owner.spec.ts' },
  {
    attempt: 'a gate is killed while it holds the file',
    expected: 'byte for byte',
    spec: 'lab/runs.spec.ts',
    lab: true,
  },
  // Edges
  { attempt: 'U+FFFE in junit.xml', expected: 'well-formed', spec: 'attacks/hostile-text.spec.ts' },
  { attempt: 'oaths that nobody sees, or of 1970', expected: 'do not count', spec: 'reports/attestations.spec.ts' },
  { attempt: 'a waiver until 9999', expected: 'NO-GO', spec: 'reports/verdict.spec.ts', tests: /waiver that/ },
  { attempt: 'a target with one host, or odd paths', expected: 'refused', spec: EDGES },
  {
    attempt: 'a mailbox without end',
    expected: 'could not ask',
    spec: 'helpers/mailbox/mailbox-no-answer.spec.ts',
    tests: /for ever/,
  },
  {
    attempt: 'a sum twice in the seal',
    expected: 'status 3',
    spec: 'attacks/no-go-without-proof.spec.ts',
    tests: /names a file twice/,
  },
  { attempt: 'cookies that no browser keeps', expected: 'not kept', spec: 'helpers/visitor.spec.ts', tests: /cookies/ },
  {
    attempt: 'reverse name of ::ffff:192.0.2.1',
    expected: 'a name',
    spec: 'helpers/dns-zone.spec.ts',
    tests: /reverse|PTR/i,
  },
  // Messages
  { attempt: 'lines that differ late', expected: 'the difference', spec: WORDS, tests: /differ/ },
  { attempt: 'a serial ahead', expected: 'ahead, not behind', spec: WORDS, tests: /ahead/ },
  { attempt: 'an intermediate about to end', expected: 'which of the chain', spec: WORDS, tests: /chain/ },
  { attempt: 'a name in NFD', expected: 'the code points', spec: WORDS, tests: /code points/ },
  { attempt: 'an account that has expired', expected: 'su refused', spec: WORDS, tests: /owner/ },
  { attempt: 'all mail to a tester', expected: 'where it went', spec: WORDS, tests: /tester/ },
  {
    attempt: 'a backup that breaks off',
    expected: 'what tar says of it',
    spec: 'helpers/aftercare.spec.ts',
    tests: /tar cannot read/,
  },
  {
    attempt: 'a session cookie marked Secure over http',
    expected: 'which cookie, why',
    spec: 'helpers/visitor.spec.ts',
    tests: /says which were refused/,
  },
  { attempt: 'oaths that cannot be read', expected: 'one weight, everywhere', spec: 'reports/reason-groups.spec.ts' },
];
