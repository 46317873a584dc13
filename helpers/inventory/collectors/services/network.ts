import { plain, readRows, together } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Item, Reading } from '../../types.js';

const area = 'network';

/** Listening services, permitted connections, and the servers that the host asks for names and time. */
export const network: Collector = {
  area,
  script: readScript('services/network.sh'),
  needs: [],
  readsWhole: /^\/etc\/(hosts|resolv\.conf|nsswitch\.conf)$/,
  parse,
};

function parse(rows: readonly string[]): Reading {
  const chains = new Map<string, string[]>();
  const servers: string[] = [];
  const found = readRows(
    area,
    rows,
    {
      socket: (tool = '', ...line) => socketIn(tool, line.join(' ')),
      rule: (chain = '', ...text) => {
        const rule = text.join(' ').trim();
        const [, name] = /^-A (\S+)/.exec(rule) ?? /^:(\S+)/.exec(rule) ?? [];
        const where = name === undefined ? chain : `${chain} ${name}`;
        chains.set(where, [...(chains.get(where) ?? []), rule]);
        return [
          plain(
            area,
            `firewall ${where}: ${rule}`,
            'in force',
            chain.startsWith('nft') ? 'nft list ruleset' : 'iptables-save',
          ),
        ];
      },
      'no-firewall-tools': () => [plain(area, 'firewall', 'neither iptables nor nftables is installed', 'command -v')],
      table: (family = '', name = '') => [
        {
          ...plain(area, `firewall table ${family} ${name}`, 'loaded', `/proc/net/${family}_tables_names`),
          implied: 'its rules are compared',
        },
      ],
      hosts: (path = '', number = '', ...text) => {
        const [address = '', ...names] = (text.join(' ').split('#')[0] ?? '').trim().split(/\s+/);
        if (address === '') return [];
        if (names.length === 0) return 'an address without a name';
        return names.map((name) =>
          plain(area, `hosts file ${name} (IPv${address.includes(':') ? 6 : 4})`, address, `${path} line ${number}`),
        );
      },
      resolver: (path = '', number = '', ...text) => {
        const [word = '', ...values] = (text.join(' ').split(/[#;]/)[0] ?? '').trim().split(/\s+/);
        if (word === '') return [];
        if (!['nameserver', 'search', 'domain', 'options', 'sortlist'].includes(word))
          return 'not a keyword of resolv.conf(5)';
        if (word === 'nameserver') servers.push(...values);
        return word === 'nameserver'
          ? []
          : [plain(area, `resolver ${word}`, values.join(' '), `${path} line ${number}`)];
      },
      nsswitch: (path = '', number = '', ...text) => {
        const [, name, how] = /^(\w+):\s*(.*)$/.exec((text.join(' ').split('#')[0] ?? '').trim()) ?? [];
        return name === undefined
          ? []
          : [plain(area, `name service ${name}`, (how ?? '').replace(/\s+/g, ' '), `${path} line ${number}`)];
      },
      time: (path = '', number = '', ...text) => {
        const line = text.join(' ').trim();
        const [, name, value] = /^(?:(server|pool|peer|servers)\s+|(?:NTP|FallbackNTP)=)(\S.*)$/.exec(line) ?? [];
        return name === undefined && value === undefined
          ? []
          : [plain(area, `time source ${value ?? ''}`, 'configured', `${path} line ${number}`)];
      },
      link: (_name, flags = '') => {
        const mtu = /mtu (\d+)/.exec(flags)?.[1];
        return mtu === undefined ? 'a link without an MTU' : [plain(area, 'MTU of links', mtu, 'ip link show')];
      },
      address: (_link, family = '') => [plain(area, `addresses of family ${family}`, 'yes', 'ip addr show')],
      route: (...text) =>
        text.join(' ').startsWith('default') || text.join(' ').startsWith('unreachable')
          ? [
              plain(
                area,
                `route ${(/^\S+/.exec(text.join(' ')) ?? [''])[0]} (IPv${text.join(' ').includes(':') ? 6 : 4})`,
                'yes',
                'ip route show',
              ),
            ]
          : [],
    },
    (tag) => ({ socket: 'listens ', rule: 'firewall', hosts: 'hosts file', resolver: 'resolver' })[tag] ?? '',
  );
  return together(found, { items: [...orderOf(chains), ...asked(servers)], unreadable: [] });
}

/** The same rules in a different order are a different firewall. */
const orderOf = (chains: ReadonlyMap<string, readonly string[]>): Item[] =>
  [...chains]
    .filter(([, rules]) => rules.length > 1)
    .map(([chain, rules]) => ({
      ...plain(
        area,
        `order of firewall ${chain}`,
        rules.join('\n'),
        chain.startsWith('nft') ? 'nft list ruleset' : 'iptables-save',
      ),
      implied: 'its rules are compared one by one',
    }));

const asked = (servers: readonly string[]): Item[] =>
  servers.length === 0 ? [] : [plain(area, 'resolver nameserver', servers.join(' '), '/etc/resolv.conf')];

/**
 * `tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=107,fd=3))`, or netstat's
 * `tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN 107/sshd`.
 */
function socketIn(tool: string, line: string): Item[] | string {
  const fields = line.trim().split(/\s+/);
  const [protocol = ''] = fields;
  const local = fields[tool === 'ss' ? 4 : 3] ?? '';
  const [, address, port] = /^(.*):(\d+)$/.exec(local) ?? [];
  if (!/^(tcp|udp)/.test(protocol) || address === undefined || port === undefined)
    return 'invalid line of ss or netstat output';
  const program = tool === 'ss' ? whoOpened(line) : /\d+\/(\S+)/.exec(line)?.[1];
  const key = `listens ${protocol.slice(0, 3)} ${spelt(address)}:${port}`;
  return [{ area, key, value: program === undefined ? {} : { program }, source: `${tool} -ltnup` }];
}

/** The first of the processes that hold a socket: its children inherit it and come and go, as Postfix's smtpd does. */
const whoOpened = (line: string): string | undefined =>
  [...line.matchAll(/\("([^"]+)",(?:pid=)?(\d+)/g)].sort(([, , a], [, , b]) => Number(a) - Number(b))[0]?.[1];

/** One spelling for all forms in which different releases print "every address of a family". */
function spelt(address: string): string {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (bare === '*') return '*';
  if (bare === '0.0.0.0') return 'IPv4';
  if (bare === '::') return 'IPv6';
  return bare;
}
