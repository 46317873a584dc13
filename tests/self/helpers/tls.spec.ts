import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { createServer, type TlsOptions } from 'node:tls';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { acceptedVersions, askTls, type TlsQuestion } from '../../../helpers/http/tls.js';
import { programOf } from '../docs/documented.js';

let folder: string;
const at = (name: string): string => join(folder, name);
const pem = (...names: string[]): string => names.map((name) => readFileSync(at(`${name}.pem`), 'utf8')).join('');
const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

/** Makes NAME.key and NAME.pem, signed by `by`, or self-signed. */
function certificate(name: string, by: string, options: { days?: number; ca?: boolean; names?: string } = {}): void {
  const extensions = `basicConstraints=critical,CA:${options.ca === true ? 'TRUE' : 'FALSE'}
subjectAltName=${options.names ?? 'DNS:ca.example'}`;
  writeFileSync(at(`${name}.ext`), extensions);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`];
  openssl('req', '-new', ...key, '-subj', `/CN=${name}`, '-out', `${name}.csr`);
  const signer =
    by === name ? ['-signkey', `${name}.key`] : ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial'];
  openssl(
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    ...signer,
    '-days',
    String(options.days ?? 30),
    '-extfile',
    `${name}.ext`,
    '-out',
    `${name}.pem`,
  );
}

test.beforeAll(({}, testInfo) => {
  folder = testInfo.outputPath();
  execFileSync('mkdir', ['-p', folder]);
  certificate('root', 'root', { ca: true });
  certificate('stranger', 'stranger', { ca: true });
  certificate('between', 'root', { ca: true });
  certificate('site', 'between', { names: 'DNS:www.example,DNS:*.alpha.example' });
  certificate('self', 'self', { names: 'DNS:www.example' });
  certificate('old', 'root', { names: 'DNS:www.example', days: 0 });
});

/** A server on loopback that lives as long as the question. */
async function asking<T>(server: Server, ask: (question: TlsQuestion) => Promise<T>, timeoutMs = 60_000): Promise<T> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const question = { address: '127.0.0.1', port, name: 'www.example', authority: at('root.pem'), timeoutMs };
  return ask(question).finally(() => server.close());
}
const serving = (cert: string, key: string, options: TlsOptions = {}): Server =>
  createServer({ cert, key: readFileSync(at(`${key}.key`)), ...options }).on('tlsClientError', () => undefined);

test('a complete chain to a trusted root has no problems', async () => {
  const facts = await asking(serving(pem('site', 'between'), 'site'), askTls);
  expect(facts).toMatchObject({ chainProblem: undefined, coversName: true, protocol: 'TLSv1.3' });
  expect(facts.chain[0]).toMatchObject({
    subject: 'CN=site',
    issuer: 'CN=between',
    names: ['www.example', '*.alpha.example'],
  });
});

test('DNS names are lowercased, and names of other types are kept', async () => {
  certificate('many', 'root', {
    names: 'DNS:WWW.Example,IP:2001:DB8::1,IP:192.0.2.1,email:Post@Example,URI:https://example/a%2C DNS:x',
  });
  const { chain } = await asking(serving(pem('many'), 'many'), askTls);
  expect(chain[0]).toMatchObject({
    names: ['www.example'],
    otherNames: ['IP 2001:db8::1', 'IP 192.0.2.1', 'email Post@Example', 'URI https://example/a%2C DNS:x'],
  });
});

for (const [name, chain, key, words] of [
  ['without its intermediate', ['site'], 'site', /^intermediate not sent: .*"CN=between"/],
  ['that is self-signed', ['self'], 'self', /^self-signed certificate \(CN=self\)/],
  ['that has expired', ['old'], 'old', /^expired on .*\(CN=old\)/],
] as const)
  test(`the problem with a certificate ${name} is described`, async () => {
    const facts = await asking(serving(pem(...chain), key), askTls);
    expect(facts.chainProblem).toMatch(words);
  });

test('an untrusted root is distinguished from an intermediate that was not sent', async () => {
  const ask = (question: TlsQuestion): ReturnType<typeof askTls> =>
    askTls({ ...question, authority: at('stranger.pem') });
  const facts = await asking(serving(pem('site', 'between', 'root'), 'site'), ask);
  expect(facts.chainProblem).toBe('the chain ends in an untrusted root (CN=root)');
});

test('a wildcard in a certificate does not cover the bare domain', async () => {
  const ask = (question: TlsQuestion): ReturnType<typeof askTls> => askTls({ ...question, name: 'alpha.example' });
  expect(await asking(serving(pem('site', 'between'), 'site'), ask)).toMatchObject({
    coversName: false,
    chainProblem: undefined,
  });
});

for (const [options, versions] of [
  [{ minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' }, ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']],
  [{ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }, ['TLSv1.2']],
] as const)
  test(`the TLS versions that a server accepts are found: ${versions.join(', ')}`, async () => {
    expect(await asking(serving(pem('site', 'between'), 'site', options), acceptedVersions)).toEqual(versions);
  });

for (const [does, start, words, timeoutMs] of [
  ['says nothing', () => createPlainServer(), 'no answer within 0.3 s', 300],
  [
    'speaks http',
    () => createPlainServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 400 Bad\r\n\r\n')),
    '',
    undefined,
  ],
  ['hangs up', () => createPlainServer((socket) => socket.destroy()), '', undefined],
] as const)
  test(`a server that ${does} results in NoAnswer, both for its certificate and for its TLS versions`, async () => {
    for (const ask of [askTls, acceptedVersions] as ((question: TlsQuestion) => Promise<unknown>)[])
      await expect(asking(start(), ask, timeoutMs)).rejects.toMatchObject({
        name: 'NoAnswer',
        message: expect.stringContaining(words),
      });
  });

test('a port where nothing listens results in NoAnswer', async () => {
  const question = { address: '127.0.0.1', port: 1, name: 'www.example' };
  await expect(askTls(question)).rejects.toThrow(/127\.0\.0\.1:1 gave no usable answer: connect ECONNREFUSED/);
});

/** A process with another environment, asking a server: the answer to a plain request, and the flaw of its chain. */
async function judgedWith(environment: Record<string, string>, port: number): Promise<string> {
  const code = `import { ask } from 'ROOT/helpers/http/http.js';
    import { askTls } from 'ROOT/helpers/http/tls.js';
    const route = { pinned: new Map([['www.example', ['127.0.0.1']]]) };
    const seen = await ask('https://www.example:${port}/', route).then(() => 'accepted', (error) => error.message);
    const { chainProblem } = await askTls({ address: '127.0.0.1', name: 'www.example', port: ${port} });
    console.log(seen + ' / ' + chainProblem);`;
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, ...environment };
  const program = programOf(code, test.info().outputPath('program.ts'));
  return (await promisify(execFile)(process.execPath, program, { env })).stdout;
}

for (const [title, environment] of [
  ['accept every certificate', () => ({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })],
  ['trust an additional authority', () => ({ NODE_EXTRA_CA_CERTS: at('root.pem') })],
  ['trust other authorities instead', () => ({ NODE_OPTIONS: '--use-openssl-ca', SSL_CERT_FILE: at('root.pem') })],
] as const)
  test(`an environment that makes Node ${title} does not change the result`, async () => {
    const judged = await asking(serving(pem('site', 'between'), 'site'), ({ port = 0 }) =>
      judgedWith(environment(), port),
    );

    expect(judged).toMatch(/^https:\/\/www\.example.*(self.signed|local issuer).* \/ .*not a trusted root/);
  });
