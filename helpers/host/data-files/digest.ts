import { NoAnswer } from '../../core/no-answer.js';
import { hostLabel, runScript } from '../../ssh/ssh.js';
import type { Reachable } from '../../ssh/ssh-script.js';

/** Digests from the fastest to the slowest, each with the commands that compute it, which print the digest first. */
const COMMANDS = {
  xxh128: ['xxh128sum -q'],
  blake2b: ['b2sum', 'openssl dgst -blake2b512 -r'],
  sha256: ['openssl dgst -sha256 -r', 'sha256sum'],
  md5: ['md5sum', 'openssl dgst -md5 -r'],
} as const;
export type Algorithm = keyof typeof COMMANDS;
const ALGORITHMS = Object.keys(COMMANDS) as Algorithm[];

/** Digests for a recording: any later host supports them. */
export const LASTING: readonly Algorithm[] = ['blake2b', 'sha256', 'md5'];

const description = 'which file digests it can compute';

/** A digest, and the command that computes it on each host asked, in the order of the hosts. */
export type Digest = { readonly algorithm: Algorithm; readonly commands: readonly string[] };

/**
 * The fastest digest that all of the given hosts can make.
 * @throws {NoAnswer} when there is none
 */
export async function commonDigest(
  hosts: readonly Reachable[],
  among: readonly Algorithm[] = ALGORITHMS,
): Promise<Digest> {
  const able = await Promise.all(hosts.map((host) => digestsOf(host)));
  const algorithm = among.find((each) => able.every((commands) => commands[each] !== undefined));
  if (algorithm === undefined)
    throw new NoAnswer(
      `a digest of the contents of files (${among.join(' or ')})`,
      hosts.map(hostLabel).join(' and '),
      `there is no digest that every host can compute (${hosts
        .map(({ name }, index) => `${name}: ${Object.keys(able[index] ?? {}).join(', ') || 'none'}`)
        .join('; ')})`,
    );
  return { algorithm, commands: able.map((commands) => commands[algorithm] ?? '') };
}

async function digestsOf(host: Reachable): Promise<Partial<Record<Algorithm, string>>> {
  const tries = ALGORITHMS.flatMap((name) => COMMANDS[name].map((command) => ({ name, command })));
  const script = tries.map(({ command }, index) => `${command} </dev/null >/dev/null 2>&1 && echo ${index}`).join('\n');
  const { stdout } = await runScript(host, `${script}\n:`, { description });
  const found = stdout.split('\n').flatMap((line) => tries[line === '' ? -1 : Number(line)] ?? []);
  // If two commands make the same digest, the first counts.
  return Object.fromEntries(found.reverse().map(({ name, command }) => [name, command]));
}
