/** A way in which a verdict, a host or a secret could be had, once found, and the tests that play it and its relatives. */
export type Attempt = {
  readonly attempt: string;
  readonly expected: string;
  /** Below tests/self, and which of its tests; all where nothing is said. */
  readonly spec: string;
  readonly tests?: RegExp;
  /** It needs the lab. */
  readonly lab?: true;
  /** Nobody had it that way: what came to mind when the ones beside it were fixed. */
  readonly isRelative?: true;
};

const NEWEST = 'attacks/newest-run.spec.ts';
const PROOF = 'attacks/no-go-without-proof.spec.ts';
const UNJUDGED = 'attacks/unjudged.spec.ts';
const LOST = 'attacks/nothing-lost.spec.ts';
const WORDS = 'attacks/misleading-words.spec.ts';
const TROUBLE = 'helpers/forwarding-trouble.spec.ts';
const CLASSES = 'helpers/classifiers.spec.ts';
const TEXT = 'reports/verdict-text.spec.ts';
const EDGES = 'core/target-edges.spec.ts';

export const ATTEMPTS: readonly Attempt[] = [
  // A GO, or exit 0, without a verdict
  {
    attempt: 'the name of the project in a different case',
    expected: 'judged',
    spec: UNJUDGED,
    tests: /in a different case|Puma-Pre/,
  },
  { attempt: 'reports are merged without the verdict', expected: 'status 1', spec: UNJUDGED, tests: /merged reports/ },
  {
    attempt: 'other reporters, configurations, windows',
    expected: 'no check passes',
    spec: UNJUDGED,
    isRelative: true,
  },
  {
    attempt: 'a check that never began is reported as passed',
    expected: 'HOLD',
    spec: PROOF,
    tests: /although it never began|expects nothing/,
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
    attempt: 'the environment disables certificates, names another browser',
    expected: 'refused, kept from the checks',
    spec: 'core/settings.spec.ts',
    tests: /disables a judgment/,
  },
  {
    attempt: 'a sealed GO is tampered with',
    expected: 'status 3',
    spec: PROOF,
    tests: /evidence file|seal|verdict|folder/,
    isRelative: true,
  },
  {
    attempt: 'an explanation covers most of an area, or more than was seen',
    expected: 'refused, unexplained',
    spec: 'inventory/explanations-file.spec.ts',
    tests: /nothing else/,
  },
  {
    attempt: 'another verdict is put in place before the seal',
    expected: 'no GO, 3',
    spec: 'reports/reporter-trouble.spec.ts',
    tests: /before the seal/,
  },
  {
    attempt: 'a baseline is edited',
    expected: 'could not ask',
    spec: 'helpers/baseline.spec.ts',
    tests: /older baseline usable/,
  },
  // An older GO for a newer NO-GO
  {
    attempt: 'touch or unpack an older GO',
    expected: 'NO-GO stays',
    spec: NEWEST,
    tests: /touched|unpacked|copied under/,
  },
  {
    attempt: 'take away or edit the newer run',
    expected: 'status 3',
    spec: NEWEST,
    tests: /is gone|edited|in the place/,
  },
  {
    attempt: 'a run was killed or refused',
    expected: 'status 3',
    spec: NEWEST,
    tests: /killed|refused/,
    isRelative: true,
  },
  {
    attempt: 'the record is cut, changed, lost',
    expected: 'status 3',
    spec: NEWEST,
    tests: /record/,
    isRelative: true,
  },
  {
    attempt: 'a newer run of another machine',
    expected: 'status 3',
    spec: NEWEST,
    tests: /another machine/,
    isRelative: true,
  },
  { attempt: 'a GO in the lab for the move', expected: 'status 3', spec: NEWEST, tests: /gates and targets/ },
  { attempt: 'a newer run on another disk', expected: 'status 3', spec: NEWEST, tests: /another disk/ },
  {
    attempt: 'two machines with a record each; an older record put back',
    expected: 'status 3 if MIGRATION_HEADS is set',
    spec: 'attacks/shared-heads.spec.ts',
    isRelative: true,
  },
  // Parts of a run
  {
    attempt: 'a part is run again until it passes',
    expected: 'HOLD',
    spec: 'attacks/shards.spec.ts',
    tests: /until it passes|last attempt/,
  },
  {
    attempt: 'parts of other code, target, list, time',
    expected: 'HOLD',
    spec: 'attacks/shards.spec.ts',
    tests: /different (?:code|target|list)|hours apart/,
  },
  {
    attempt: 'a blob is edited, sealed again, renamed',
    expected: 'HOLD',
    spec: 'attacks/shards.spec.ts',
    tests: /a blob/,
    isRelative: true,
  },
  {
    attempt: 'parts write at one time',
    expected: 'HOLD',
    spec: 'attacks/shards.spec.ts',
    tests: /parts that write/,
    isRelative: true,
  },
  // Code and privileges
  { attempt: 'a dump runs commands', expected: 'no rights, no network', spec: 'lab/restore.spec.ts', lab: true },
  {
    attempt: 'a name in a database, an archive, a repository run commands',
    expected: 'never as root',
    spec: 'lab/hostile-owners.spec.ts',
    lab: true,
  },
  {
    attempt: 'an account of the old host is an option of su',
    expected: 'refused',
    spec: EDGES,
    tests: /option/,
  },
  {
    attempt: 'others read the folder of a run',
    expected: '0700',
    spec: 'reports/reporter-folder.spec.ts',
    tests: /accessible only to its owner/,
  },
  {
    attempt: 'text of a host acts in an output',
    expected: 'stays text',
    spec: 'attacks/hostile-text.spec.ts',
    isRelative: true,
  },
  {
    attempt: 'text of a host acts in the page',
    expected: 'stays text',
    spec: 'attacks/page-hostile.spec.ts',
    isRelative: true,
  },
  // Secrets
  {
    attempt: 'secrets in eighty shapes on a host',
    expected: 'a keyed digest',
    spec: 'helpers/host/facts.spec.ts',
    tests: /secret|digest/,
  },
  {
    attempt: 'the same, with whole gates',
    expected: 'in no file',
    spec: 'lab-lifecycle/secrets.spec.ts',
    lab: true,
    isRelative: true,
  },
  {
    attempt: 'a log, a job, a page, or an error quotes a password',
    expected: 'left out',
    spec: 'attacks/hidden-secrets.spec.ts',
  },
  {
    attempt: 'a comparison by Playwright, an error, or a step quotes it, in any report',
    expected: 'in no file',
    spec: 'attacks/masked-reports.spec.ts',
    isRelative: true,
  },
  {
    attempt: 'a trace is asked for on the command line',
    expected: 'refused for real hosts',
    spec: 'helpers/evidence-item.spec.ts',
    tests: /a trace of real hosts/,
    isRelative: true,
  },
  { attempt: 'a password is declared nowhere', expected: 'found', spec: 'core/secrets.spec.ts' },
  {
    attempt: 'the key of the digests is lost',
    expected: 'could not ask',
    spec: 'helpers/baseline.spec.ts',
    tests: /older baseline usable/,
    isRelative: true,
  },
  {
    attempt: 'a link that lets somebody in',
    expected: 'shortened',
    spec: 'helpers/connection-guard.spec.ts',
    tests: /would let someone in|session id/,
  },
  // Nobody answered is never no
  { attempt: 'a firewall bans the operator', expected: 'alive', spec: 'helpers/aftercare.spec.ts', tests: /is alive/ },
  {
    attempt: 'checks without an attestation, an attestation without checks',
    expected: 'HOLD',
    spec: 'reports/verdict.spec.ts',
    tests: /must also (?:prove|attest to), is HOLD/,
  },
  { attempt: 'sudo refuses', expected: 'could not ask', spec: 'helpers/ssh-sudo.spec.ts' },
  {
    attempt: 'SIGTERM, Ctrl-C, time limit, a dead worker',
    expected: 'kept, judged, sealed',
    spec: LOST,
    tests: /after/,
  },
  { attempt: 'the disk fills up', expected: 'NO-GO, sealed', spec: LOST, tests: /disk/, isRelative: true },
  { attempt: 'kill -9', expected: 'what was seen is there, 3', spec: LOST, tests: /killed outright/, isRelative: true },
  {
    attempt: 'one cause meets many checks',
    expected: 'asked once',
    spec: 'helpers/ssh.spec.ts',
    tests: /a short probe precedes/,
  },
  // The hosts file
  {
    attempt: 'others touch the hosts file',
    expected: 'their change stays',
    spec: 'helpers/hosts-file/hosts-file-edited.spec.ts',
    isRelative: true,
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
    isRelative: true,
  },
  {
    attempt: 'a write that fails, a name that stays',
    expected: 'as it was',
    spec: 'helpers/hosts-file/hosts-file-refused.spec.ts',
    isRelative: true,
  },
  { attempt: 'no rights, read-only, a mount', expected: 'the rootless way', spec: 'lab/hosts-file.spec.ts', lab: true },
  {
    attempt: 'a gate is killed that has registered members',
    expected: 'gone after the next start',
    spec: 'lab-lifecycle/killed-run.spec.ts',
    lab: true,
    isRelative: true,
  },
  { attempt: 'owners die', expected: 'one new owner', spec: 'helpers/hosts-file/hosts-file-owner.spec.ts' },
  {
    attempt: 'a gate is killed while it holds the file',
    expected: 'byte for byte',
    spec: 'lab/runs.spec.ts',
    lab: true,
    isRelative: true,
  },
  // Edges
  { attempt: 'U+FFFE in junit.xml', expected: 'well-formed', spec: 'attacks/hostile-text.spec.ts' },
  {
    attempt: 'attestations that nobody sees, or of 1970',
    expected: 'do not count',
    spec: 'reports/attestations.spec.ts',
  },
  { attempt: 'a waiver until 9999', expected: 'NO-GO', spec: 'reports/verdict.spec.ts', tests: /waiver that/ },
  { attempt: 'a target with one host, or odd paths', expected: 'refused', spec: EDGES },
  {
    attempt: 'a mailbox without end',
    expected: 'could not ask',
    spec: 'helpers/mailbox/mailbox-no-answer.spec.ts',
    tests: /forever/,
  },
  {
    attempt: 'a sum twice in the seal',
    expected: 'status 3',
    spec: PROOF,
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
  { attempt: 'lines that differ near the end', expected: 'the difference', spec: WORDS, tests: /before they differ/ },
  { attempt: 'a serial ahead', expected: 'ahead, not behind', spec: WORDS, tests: /ahead/ },
  { attempt: 'an intermediate about to end', expected: 'which of the chain', spec: WORDS, tests: /chain/ },
  { attempt: 'a name in NFD', expected: 'the code points', spec: 'helpers/host/data-files.spec.ts' },
  { attempt: 'an account that has expired', expected: 'su refused', spec: WORDS, tests: /owner/ },
  { attempt: 'all mail to a tester', expected: 'where it went', spec: WORDS, tests: /tester/ },
  { attempt: 'a zone on the resolver', expected: 'authority, no cache', spec: WORDS, tests: /from a zone/ },
  {
    attempt: 'an error behind a proxy',
    expected: 'what was seen, then candidates',
    spec: TROUBLE,
    tests: /error over http/,
  },
  {
    attempt: 'the new host refuses the old',
    expected: 'the refusal',
    spec: TROUBLE,
    tests: /refused connection|silent port/,
  },
  {
    attempt: 'a chain that is not trusted',
    expected: 'whose certificate',
    spec: CLASSES,
    tests: /for a chain of/,
    isRelative: true,
  },
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
    tests: /reports which were refused/,
  },
  {
    attempt: 'attestations that cannot be read',
    expected: 'one weight, everywhere',
    spec: 'reports/reason-groups.spec.ts',
  },
  // Relatives of all of them
  ...relatives(PROOF, [
    ['everything is skipped, or only part is run', 'HOLD', /everything is skipped|run with --grep|test\.only/],
    ['a failure is expected, or tried again', 'no GO', /test\.fail|tried again/],
    ['a spec or a line of the list is gone', 'HOLD', /spec is deleted|list is edited/],
    ['ids that are missing, duplicate, or shared', 'HOLD', /no id|two ids|share an id/],
    ['a waiver for a check that does not exist', 'NO-GO', /waiver names/],
    ['the clock is set back', 'HOLD', /clock is set back/],
    ['a check asks the other host', 'HOLD', /other host/],
    ['a verdict of another run, gate, or target', 'status 3', /copied from another/],
    ['an evidence file of 500 MB, or a link', 'status 3', /500 MB|with a link/],
  ]),
  ...relatives(UNJUDGED, [
    ['the claim of another process or gate', 'no check passes', /the claim/],
    ['the project as a pattern', 'judged', /as a pattern|puma-\*/],
  ]),
  ...relatives(NEWEST, [
    ['several runs begin at once', 'each in the record', /begin at the same time/],
    ['the newer run is edited and sealed again', 'status 3', /sealed again/],
  ]),
  ...relatives('reports/attestations.spec.ts', [
    ['attestations from the future, twice, misspelled', 'do not count', /future|twice|misspelled/],
  ]),
  ...relatives('helpers/hosts-file/hosts-file-refused.spec.ts', [
    ['a name with a line break for the hosts file', 'refused', /line break/],
    ['two addresses for one name', 'refused', /two IPv4 addresses/],
  ]),
  ...relatives('helpers/hosts-file/hosts-file-owner.spec.ts', [
    ['the pid of a dead owner comes again', 'not taken for it', /same pid|with the pid/],
  ]),
  ...relatives('helpers/connection-guard.spec.ts', [
    ['a page asks a machine that the target does not know', 'a stray', /reported as a stray/],
  ]),
  ...relatives('helpers/mailbox/mailbox-no-answer.spec.ts', [
    ['a mailbox that is silent, broken, or another program', 'could not ask', /counts as no answer/],
  ]),
  ...relatives('helpers/visitor.spec.ts', [
    ['a site that drips, breaks off, or loops', 'could not ask', /no complete answer|loop/],
  ]),
  ...relatives(WORDS, [['a recorded name in NFD', 'the code points', /recorded file/]]),
  ...relatives(TROUBLE, [
    ["the new host's own refusal", 'whose answer it is', /own refusal/],
    ['an answer that the old host replaced', 'both statuses', /old host replaced/],
    ["the old host's own answer", 'its ProxyPass', /host's own/],
    ['a log that cannot be asked', 'nothing claimed', /neither the log nor the port/],
    ['a forged or lost address of a visitor', 'whom they were taken for', /identified a visitor/],
    ['one page by several routes', 'where they differ', /several routes/],
  ]),
  ...relatives(TEXT, [
    ['a legend of unlike counts', 'no line of four', /different length/],
    ['a hunk or a time limit', 'no line of four', /place of a difference|length of the wait/],
    ['several lines that differ near the end', 'each difference', /two lines on each side/],
    ['substrings that differ near the end', 'the difference', /substrings that differ/],
  ]),
  ...relatives('helpers/rox-markup.spec.ts', [['a page quoted whole', 'what it complains of', /" is reported$/]]),
  ...relatives('reports/page-parts.spec.ts', [['two lists of different length', 'both sides', /different length/]]),
  ...relatives(CLASSES, [
    ['each way of nobody answering in a browser', 'could not ask', /counts as no answer$/],
    ['each way of a wrong answer in a browser', 'an answer', /net::ERR_.* counts as an answer/],
    ['certificates and dead servers in Node', 'told apart', /untrusted certificate|nothing about a certificate/],
    ['each refusal of ssh', 'its meaning', /ssh's/],
    ['each refusal of sudo', 'could not ask', /sudo is missing or refuses/],
    ['each refusal of a database', 'could not ask', /for a database/],
  ]),
];

/** Rows about one spec: what was attempted, what is expected, and its tests. */
function relatives(spec: string, rows: readonly (readonly [string, string, RegExp])[]): Attempt[] {
  return rows.map(([attempt, expected, tests]) => ({ attempt, expected, spec, tests, isRelative: true }));
}
