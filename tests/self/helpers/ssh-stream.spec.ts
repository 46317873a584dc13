import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from '@playwright/test';
import { runScript } from '../../../helpers/ssh/ssh.js';
import { streamFrom, type StreamOptions } from '../../../helpers/ssh/ssh-stream.js';
import { host, test } from './host/host-here.js';

const description = 'every file';

async function all(script: string, options: Partial<StreamOptions> = {}): Promise<string[]> {
  const found: string[] = [];
  for await (const record of streamFrom(host, script, { description, ...options })) found.push(record);
  return found;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

async function read(script: string): Promise<{ records: number; growth: number }> {
  const before = heapInUse();
  const seen = { records: 0, growth: 0 };
  for await (const record of streamFrom(host, script, { description })) {
    seen.records += record === '' ? 0 : 1;
    if (seen.records % 100_000 === 0) seen.growth = Math.max(seen.growth, heapInUse() - before);
  }
  return seen;
}

test('an answer of any length arrives record by record, and memory use does not grow with its length', async () => {
  const line = 'x'.repeat(200);
  const { records, growth } = await read(`yes ${line} | head -n 500000`);

  expect(records).toBe(500_000);
  expect(growth, 'bytes of heap in use while 100 MB were sent').toBeLessThan(20_000_000);
  await expect(runScript(host, `yes ${line} | head -n 50000`, { description })).rejects.toThrow(
    'puma (127.0.0.1) gave no usable answer: the answer exceeds the 8 MiB allowed for it\n  Asked: every file',
  );
});

test('the script on the host ends early if the reader stops after the first record', async ({ folder }) => {
  const script = `i=0; while [ $i -lt 200 ]; do i=$((i + 1)); head -c 100000 /dev/zero | tr '\\0' x; echo; echo $i >${folder}/sent; done`;
  const records = streamFrom(host, script, { description });
  await records.next();
  await records.return();
  await expect.poll(() => Number(readFileSync(`${folder}/sent`, 'utf8'))).toBeGreaterThan(0);

  expect(Number(readFileSync(`${folder}/sent`, 'utf8')), 'of 200 records').toBeLessThan(50);
});

test('records end at the requested separator and keep every byte; the last may lack the separator', async () => {
  expect(await all(`printf 'a\\nb\\0c'`, { separator: '\0' })).toEqual(['a\nb', 'c']);
  expect(await all(`printf '\\344\\n\\303\\244\\n'`, { encoding: 'latin1' })).toEqual(['\u00e4', '\u00c3\u00a4']);
  expect(await all('true')).toEqual([]);
});

test('an answer that is cut short is never mistaken for a complete one', async () => {
  await expect(all('echo a; echo "find: x: Permission denied" >&2; exit 4')).rejects.toThrow(
    'puma (127.0.0.1) gave no usable answer: find: x: Permission denied\n  Asked: every file',
  );
  await expect(all('echo a; exit 7')).rejects.toThrow('the script ended with status 7');
  await expect(all('echo a; kill -9 $PPID; exit 1')).rejects.toMatchObject({ name: 'NoAnswer' });
  await expect(all('echo a; echo "Connection to puma closed by remote host." >&2; exit 255')).rejects.toThrow(
    'closed by the host',
  );
});

test('a host that falls silent or sends an endless line results in NoAnswer', async () => {
  await expect(all('echo a; read never </dev/zero', { silenceMs: 300 })).rejects.toThrow('nothing was sent for 0.3 s');
  await expect(all('cat /dev/zero')).rejects.toThrow('it sent a line of more than 1048576 characters');
});

test('an abort signal stops reading at once', async () => {
  const stop = new AbortController();
  const found: string[] = [];
  const reading = (async () => {
    for await (const record of streamFrom(host, 'yes', { description, signal: stop.signal })) {
      found.push(record);
      if (found.length === 10_000) stop.abort();
    }
  })();

  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  expect(found.length).toBeLessThan(100_000);
  await expect(all('yes', { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
});
