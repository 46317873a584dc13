/** The project's way to do a workload of the benchmark: `ask.ts WORK JSON`. Prints a line for each thing it finds. */

const NOWHERE = { webUser: 'www-data', tree: '.', content: 'full', also: [], readers: 8 } as const;
const host = (name: string) => ({ name, ssh: { destination: name } });
type Values = Readonly<Record<string, string>> & {
  readonly names: readonly string[];
  readonly ports: readonly number[];
};

// Each loads only what it needs: startup is part of what is measured.
const WORKS: Readonly<Record<string, (values: Values) => Promise<readonly string[]>>> = {
  nothing: () => Promise.resolve([]),
  files: async () => {
    const { compareTrees } = await import('../../helpers/host/data-files/compare-trees.js');
    const { differences, unproven } = await compareTrees(host('old'), host('new'), NOWHERE);
    return [...differences, ...unproven];
  },
  rows: async ({ schema = '', old = '', now = '' }) => {
    const { compareRows } = await import('../../helpers/database/parity/compare.js');
    const { readable } = await import('../../helpers/database/parity/key.js');
    const { openSocket } = await import('./scratch-mariadb.js');
    const lines: string[] = [];
    const server = (name: string, socket: string) => ({ name, open: () => openSocket(name, socket) });
    const { unproven } = await compareRows({ old: server('old', old), new: server('new', now) }, schema, {
      onRows: ({ table }, rows) => lines.push(...rows.map(({ key, is }) => `${table} ${readable(key)} ${is}`)),
    });
    return [...lines, ...unproven];
  },
  facts: async () => {
    const { lab } = await import('../../targets/lab/target.js');
    const { askForFacts } = await import('../../helpers/host/facts/facts.js');
    const { hosts } = lab;
    const found = await Promise.all(
      [hosts.old, hosts.new].map((each, index) =>
        askForFacts(lab, { ...each, ssh: { destination: index === 0 ? 'old' : 'new' } }),
      ),
    );
    return found.map((facts) => `facts ${Object.keys(facts).join()}`);
  },
  tls: async ({ names, ports: [port], authority }) => {
    const { acceptedVersions, askTls } = await import('../../helpers/http/tls.js');
    return Promise.all(
      names.map(async (name) => {
        const question = { name, address: '127.0.0.1', port: port ?? 0, authority };
        const [versions, { chain, chainProblem }] = await Promise.all([acceptedVersions(question), askTls(question)]);
        return `${name} ${versions.join()} ${chain.map(({ subject }) => subject).join()} ${chainProblem ?? ''}`;
      }),
    );
  },
  dns: async ({ names, ports }) => {
    const { askAll } = await import('../../helpers/dns/dns-zone.js');
    const servers = ports.map((port) => ({ name: String(port), address: '127.0.0.1', port }));
    const { found } = await askAll(
      servers.flatMap((server) => names.map((name) => ({ server, question: { name, type: 'A' } as const }))),
    );
    return found.map(
      ({ server, answer }) =>
        `${server.name} ${answer.question.name} ${answer.records.map(({ value }) => value).join()}`,
    );
  },
  pages: async ({ names, ports: [port] }) => {
    const { lab } = await import('../../targets/lab/target.js');
    const { Budget, PoliteClient } = await import('../../helpers/pages/polite-client.js');
    const { comparePages } = await import('../../helpers/pages/compare-hosts.js');
    const { pageFacts } = await import('../../helpers/baseline/page.js');
    const { mergePageSamples } = await import('../../helpers/baseline/stable-parts.js');
    const site = `site.example:${port ?? 0}`;
    const ask = async (address: string) => {
      const pages = new Map<string, ReturnType<typeof pageFacts>>();
      const route = { pinned: new Map([['site.example', [address]]]) };
      const client = new PoliteClient({ route, budget: new Budget(lab.pages), connections: 8, stray: () => undefined });
      await client.all(
        names.map((name) => `http://${site}/${name}`),
        (answer) => pages.set(answer.url, pageFacts(answer)),
      );
      return pages;
    };
    const [old, now] = await Promise.all([ask('127.0.0.1'), ask('127.0.0.2')]);
    const pairs = [...old].flatMap(([url, page]) => {
      const there = now.get(url);
      return there ? [{ before: mergePageSamples(page, page), now: there }] : [];
    });
    const steady = names.filter((name) => !name.startsWith('living')).map((name) => `/${name}`);
    const target = {
      sites: [{ ...lab.sites[0], host: site }] as typeof lab.sites,
      baselineComparison: { ...lab.baselineComparison, steady, living: [], allowed: [] },
    };
    return comparePages(target, pairs).map(({ url, words }) => `${url} ${words}`);
  },
};

const [name = '', json = '{}'] = process.argv.slice(2);
const work = WORKS[name];
if (work === undefined) throw new Error(`no such workload: ${name}`);
console.log((await work(JSON.parse(json) as Values)).join('\n'));
