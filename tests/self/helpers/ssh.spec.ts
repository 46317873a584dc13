import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { runScript } from '../../../helpers/ssh/ssh.js';
import { streamTo } from '../../../helpers/ssh/tunnel.js';
import { shellQuote, connectionError, withoutChatter } from '../../../helpers/ssh/ssh-errors.js';
import type { Host } from '../../../targets/schema.js';

const SAYINGS = [
  ['@@@\n@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.', 'host key changed'],
  ['No ED25519 host key is known for puma and you have requested strict checking.', 'host key not known'],
  ['root@puma: Permission denied (publickey).', 'login refused'],
  ['ssh: connect to host puma port 22: Connection refused', 'connection refused'],
  ['ssh: connect to host puma port 22: Connection timed out', 'no answer in time'],
  ['Timeout, server puma not responding.', 'no answer in time'],
  ['ssh: connect to host puma port 22: No route to host', 'no route to the host'],
  ['channel 0: open failed: connect failed: Connection refused', 'connection refused on the host itself'],
  ['', 'connection lost'],
] as const;

for (const [saying, words] of SAYINGS) {
  const which = saying === '' ? 'is empty' : `ends in "${saying.split('\n').at(-1) ?? ''}"`;

  test(`a message from ssh that ${which} is reported as: ${words}`, () => {
    expect(connectionError(saying)).toContain(words);
  });
}

test('text from a host keeps no control characters but tabs and line breaks, and no chatter from ssh itself', () => {
  expect(withoutChatter('a\u001b[2Jb\tc\nControlSocket /x already exists, disabling multiplexing\r\nd')).toBe(
    'a?[2Jb\tc\nd',
  );
});

test('a quoted word passes through the shell unchanged', () => {
  const word = `it's "$HOME" \`id\` \\ %\n*`;
  expect(execFileSync('sh', ['-c', `printf %s ${shellQuote(word)}`], { encoding: 'utf8' })).toBe(word);
});

/** A listener on loopback as an ssh host; `greeting` null says nothing at all. */
async function hostThatSays(greeting: string | null, folder: string): Promise<{ host: Host; close: () => void }> {
  const server = createServer((socket) => socket.on('error', () => undefined).write(greeting ?? ''));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const configFile = `${folder}-ssh_config`;
  writeFileSync(configFile, `Host puma\n  HostName 127.0.0.1\n  Port ${port}\n  UserKnownHostsFile /dev/null\n`);
  const host: Host = {
    role: 'new',
    name: 'puma',
    hostname: 'puma',
    ipv4: '127.0.0.1',
    ssh: { destination: 'puma', configFile },
  };
  return { host, close: () => server.close() };
}

test('a host that refuses the connection, is silent, or does not speak ssh results in NoAnswer', async ({}, testInfo) => {
  const silent = await hostThatSays(null, testInfo.outputPath('silent'));
  const garbage = await hostThatSays('HTTP/1.1 400 Bad Request\r\n\r\n'.repeat(1100), testInfo.outputPath('garbage'));
  const refusing = await hostThatSays(null, testInfo.outputPath('refusing'));
  refusing.close();
  const asking = 'the time';

  await expect(runScript(silent.host, 'date', { timeoutMs: 400, description: asking })).rejects.toThrow(
    'puma (127.0.0.1) gave no usable answer: no answer within 0.4 s\n  Asked: the time',
  );
  await expect(runScript(garbage.host, 'date', { description: asking })).rejects.toMatchObject({ name: 'NoAnswer' });
  await expect(runScript(refusing.host, 'date', { description: asking })).rejects.toThrow(
    'connection refused (ssh says: ',
  );
  const error = new Promise((resolve) => streamTo(refusing.host, '127.0.0.1:3306').resume().on('error', resolve));
  expect(String(await error)).toContain('connection refused');
  silent.close();
  garbage.close();
});

/** A program of the tests in the place of ssh(1), and how often it was started. */
type Stand = { readonly as: (body: string) => void; readonly starts: () => number };

const withStand = test.extend<{ host: Parameters<typeof runScript>[0]; ssh: Stand }>({
  host: ({}, use, info) => use({ name: 'puma', ssh: { destination: info.outputPath('puma') } }),
  ssh: async ({}, use, info) => {
    const log = info.outputPath('log');
    const before = process.env['PATH'];
    process.env['PATH'] = `${info.outputPath()}:${before ?? ''}`;
    await use({
      as: (body) => {
        writeFileSync(info.outputPath('ssh'), `#!/bin/sh\necho asked >>${log}\n${body}\n`, { mode: 0o755 });
      },
      starts: () => readFileSync(log, 'utf8').trim().split('\n').length,
    });
    process.env['PATH'] = before;
  },
});
const ANSWERS = 'for command; do :; done; exec sh -c "$command"';

withStand('a shared connection that accepts no session is not tried again', async ({ host, ssh }) => {
  const refused = 'echo "Failed to connect to new control master" >&2; exit 255';
  ssh.as(`case " $* " in *" ControlPath=none "*) ;; *) ${refused};; esac\n${ANSWERS}`);

  expect(await runScript(host, 'echo 1')).toMatchObject({ stdout: '1\n' });
  expect(await runScript(host, 'echo 2')).toMatchObject({ stdout: '2\n' });
  // Once with it, and never again.
  expect(ssh.starts()).toBe(3);
});

withStand(
  'after a host could not be reached, a short probe precedes each script until the host answers',
  async ({ host, ssh }) => {
    ssh.as('echo "ssh: connect to host puma port 22: No route to host" >&2; exit 255');
    await expect(runScript(host, 'echo 1')).rejects.toThrow('no route to the host');
    ssh.as('exec sleep 1000');
    // One cause, in the words of who met it first, and not after the 20 s that a script has.
    await expect(runScript(host, 'echo 2')).rejects.toMatchObject({
      unanswered: { why: expect.stringContaining('no route to the host') },
      cause: { unanswered: { why: 'no answer within 2 s' } },
    });
    ssh.as(ANSWERS);
    expect(await runScript(host, 'echo 3')).toMatchObject({ stdout: '3\n' });
    expect(await runScript(host, 'echo 4')).toMatchObject({ stdout: '4\n' });
    // The third was preceded by a short question, the fourth was not.
    expect(ssh.starts()).toBe(5);
  },
);
