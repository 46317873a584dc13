import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createSecureContext, createServer as createTlsServer } from 'node:tls';
import { Packet } from 'dns2';
import { hostsIn } from './files.js';
import { project, type Size, type Work } from './work.js';

const LOOPBACK = '127.0.0.1';
const lines = (list: readonly string[]): string => `${list.join('\n')}\n`;
const portOf = (server: { address: () => unknown }): number => (server.address() as AddressInfo).port;

/** Names of one server, each with its own certificate; every fifth has expired. */
export async function tls({ count, folder }: Size): Promise<Work> {
  const names = Array.from({ length: count }, (_, index) => `name${index}.example`);
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...key, '-subj', '/CN=root', '-keyout', 'root.key', '-out', 'root.pem');
  const contexts = names.map((name, index) => {
    const paths = ['-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-out', `${name}.pem`];
    writeFileSync(join(folder, 'names'), `subjectAltName=DNS:${name}`);
    openssl('req', ...key, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    openssl('x509', '-req', '-in', `${name}.csr`, ...paths, '-extfile', 'names', '-days', index % 5 === 3 ? '0' : '30');
    const read = (end: string): string => readFileSync(join(folder, `${name}.${end}`), 'utf8');
    return [name, createSecureContext({ key: read('key'), cert: read('pem') })] as const;
  });
  const known = new Map(contexts);
  const server = createTlsServer({
    SNICallback: (name, done) => {
      done(null, known.get(name) ?? contexts[0]?.[1]);
    },
  }).on('tlsClientError', () => undefined);
  await once(server.listen(0, LOOPBACK), 'listening');
  const port = portOf(server);
  const each = (command: string): string => `for n in ${names.join(' ')}; do ${command} 2>&1 | sed "s/^/$n /"; done`;
  const versions = ['tls1', 'tls1_1', 'tls1_2', 'tls1_3'].join(' ');
  return {
    title: `TLS versions and certificates of ${count} names`,
    seeds: names.map((name) => new RegExp(`^${name.replaceAll('.', '\\.')} .*TLSv1\\.3`)),
    close: () => void server.close(),
    ways: [
      project('tls', { names, ports: [port], authority: join(folder, 'root.pem') }),
      {
        name: 'sslscan, name by name',
        command: each(
          `sslscan --no-colour --no-ciphersuites --no-renegotiation --no-compression --no-heartbleed --no-groups --no-fallback --sni-name=$n ${LOOPBACK}:${port}`,
        ),
        needs: ['sslscan', 'package sslscan'],
        aim: 1.5,
      },
      {
        name: 'openssl s_client, version by version',
        command: each(
          `for v in ${versions}; do openssl s_client -brief -$v -servername $n -connect ${LOOPBACK}:${port} </dev/null; done`,
        ),
        needs: ['openssl', 'package openssl'],
      },
    ],
  };
}

/** Three name servers with the same names; one of them has other addresses for five. */
export async function dns({ count, folder }: Size): Promise<Work> {
  const names = Array.from({ length: count }, (_, index) => `host${index}.example`);
  const stale = names.filter((_, index) => index % Math.ceil(count / 5) === 0);
  const servers = await Promise.all(
    [0, 1, 2].map(async (which) => {
      const socket = createSocket('udp4').on('message', (data, { port, address }) => {
        const answer = Packet.createResponseFromRequest(Packet.parse(data));
        const name = answer.questions[0]?.name ?? '';
        const value = which === 2 && stale.includes(name) ? '192.0.2.99' : '192.0.2.7';
        const record = { name, type: Packet.TYPE.A, class: Packet.CLASS.IN, ttl: 300, address: value };
        answer.answers.push(new Packet.Resource(record));
        socket.send(answer.toBuffer(), port, address);
      });
      await once(socket.bind(0, LOOPBACK), 'listening');
      return socket;
    }),
  );
  const ports = servers.map(portOf);
  const list = join(folder, 'names');
  writeFileSync(list, lines(names));
  const dig = 'dig +noedns +noall +answer';
  return {
    title: `${count} DNS queries to each of 3 servers, with ${stale.length} differing answers`,
    seeds: stale.map((name) => new RegExp(`\\b${name}\\b.* ?192\\.0\\.2\\.99`)),
    close: () => {
      for (const server of servers) server.close();
    },
    ways: [
      project('dns', { names, ports }),
      {
        name: 'dig -f',
        command: `for p in ${ports.join(' ')}; do ${dig} @${LOOPBACK} -p $p -f ${list} & done; wait`,
        needs: ['dig', 'package bind9-dnsutils'],
        aim: 2,
      },
      {
        name: 'dig, name by name, xargs -P8',
        command: `for p in ${ports.join(' ')}; do sed "s/.*/-p $p &/" ${list}; done | xargs -P8 -L1 ${dig} @${LOOPBACK}`,
        needs: ['dig', 'package bind9-dnsutils'],
      },
    ],
  };
}

const LIVING = 6;
/** Changes in the new host's pages. */
const CHANGES = { 1: 'status', 2: 'title', 3: 'redirect', 4: 'header', 5: 'footer' } as Readonly<
  Record<number, string>
>;
const pageOf = (each: number, change: string | undefined, isLiving: boolean): string =>
  `<html><head><title>Page ${each}${change === 'title' ? ' (test)' : ''}</title></head><body><h1>Page ${each}</h1>
   ${'<p>Words of the page.</p>'.repeat(100)}${isLiving ? `<p>${Math.random()}</p>` : ''}${change === 'footer' ? '' : '<p>Footer</p>'}</body></html>`;

/** A site on two addresses; five pages differ on the new one, and six say something different each time. */
export async function pages({ count, folder }: Size): Promise<Work> {
  const names = Array.from({ length: count }, (_, each) => `${each >= count - LIVING ? 'living' : 'page'}-${each}`);
  const answer =
    (isNew: boolean): RequestListener =>
    (request, response) => {
      const each = Number(/\d+$/.exec(request.url ?? '')?.[0]);
      const change = isNew ? CHANGES[each] : undefined;
      const status = change === 'status' ? 404 : change === 'redirect' ? 302 : 200;
      response.writeHead(status, {
        'content-type': 'text/html; charset=utf-8',
        ...(change === 'redirect' ? { location: '/login' } : {}),
        ...(change === 'header' ? { 'x-robots-tag': 'noindex' } : {}),
      });
      response.end(pageOf(each, change, request.url?.startsWith('/living') === true));
    };
  const [old, now] = [createServer(answer(false)), createServer(answer(true))];
  await once(old.listen(0, LOOPBACK), 'listening');
  const port = portOf(old);
  await once(now.listen(port, '127.0.0.2'), 'listening');
  const curl = (where: string, address: string): string => {
    mkdirSync(join(folder, where));
    const config = names.flatMap((name) => [
      `url = "http://site.example:${port}/${name}"`,
      `output = "${join(folder, where, name)}"`,
    ]);
    writeFileSync(join(folder, `${where}.curl`), lines(config));
    const said = `-w '%{http_code} %{redirect_url} %{url}\\n' -K ${join(folder, `${where}.curl`)}`;
    return `curl -sZ --parallel-max 8 --resolve site.example:${port}:${address} ${said} | sort >${join(folder, where, 'said')}`;
  };
  return {
    title: `${count} URLs on 2 hosts, with 5 differing answers`,
    seeds: Object.keys(CHANGES).map((each) => new RegExp(`page-${each}\\b`)),
    close: () => {
      for (const server of [old, now]) server.close().closeAllConnections();
    },
    ways: [
      project('pages', { names, ports: [port] }),
      {
        name: 'curl -Z, diff',
        command: `${curl('old', LOOPBACK)} & ${curl('new', '127.0.0.2')} & wait; cd ${folder} && { diff -rq -x said old new; diff {old,new}/said; }`,
        needs: ['curl', 'package curl'],
        aim: 1.2,
      },
    ],
  };
}

/** All facts of two hosts, both of which are this machine. The alternative is the same script in a bare shell. */
export function facts({ folder }: Size): Work {
  const hosts = hostsIn(folder);
  const own = project('facts', {});
  const script = join(folder, 'script');
  const ssh = join(folder, 'bin', 'ssh');
  const keeping = readFileSync(ssh, 'utf8').replace('exec sh', () => `exec tee ${script}-$$ | sh`);
  writeFileSync(ssh, keeping, { mode: 0o755 });
  const state = `export XDG_STATE_HOME=${join(folder, 'state')}; `;
  return {
    title: 'all facts about 2 hosts',
    seeds: [],
    ways: [
      { ...own, command: hosts + state + own.command },
      {
        name: 'the same script through ssh and sh',
        command: `${hosts}s=$(ls ${script}-* | head -1); for h in old new; do ssh $h sh -s <$s >/dev/null & done; wait`,
        aim: 2,
      },
    ],
  };
}
