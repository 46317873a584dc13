import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { clean } from '../outputs/text.js';

/** States what a signature is for (ssh-keygen(1), -n), so that a signature made for something else does not count here. */
const NAMESPACE = 'migration-verdict';

/**
 * Signs a file; the signature is stored next to it.
 * @param key a private key, or a public key whose private half is in an ssh agent
 * @throws Error with the words of ssh-keygen
 */
export function sign(file: string, key: string): void {
  rmSync(signatureFileOf(file), { force: true });
  const { status, words } = keygen(['sign', '-f', key, '-n', NAMESPACE, file]);
  if (status !== 0) throw new Error(`The seal could not be signed: ${words}`);
}

const signatureFileOf = (file: string): string => `${file}.sig`;

export type Signed = { readonly by: string } | { readonly problem: string } | undefined;

/**
 * Checks the signature of a file, if it has one.
 * @param signers an allowed signers file (ssh-keygen(1)); with it, a file without a signature is a problem, and so is
 *   one signed by someone else. Without it, a signature only proves that someone who has that key signed the file.
 */
export function signatureOf(file: string, signers: string | undefined): Signed {
  const signature = signatureFileOf(file);
  if (!existsSync(signature))
    return signers === undefined
      ? undefined
      : { problem: 'it is not signed, and MIGRATION_SIGNERS requires a signature' };
  const sums = readFileSync(file);
  if (signers === undefined) {
    const { status, words } = keygen(['check-novalidate', '-n', NAMESPACE, '-s', signature], sums);
    return status === 0 ? { by: words } : { problem: `its signature is not valid: ${words}` };
  }
  const found = keygen(['find-principals', '-s', signature, '-f', signers]);
  const who = found.words.split('\n')[0] ?? '';
  if (found.status !== 0 || who === '')
    return { problem: `its signer is not in ${signers}, or could not be determined: ${found.words}` };
  const { status, words } = keygen(['verify', '-f', signers, '-I', who, '-n', NAMESPACE, '-s', signature], sums);
  return status === 0 ? { by: words } : { problem: `its signature is not valid: ${words}` };
}

function keygen(args: readonly string[], input: Buffer | string = ''): { status: number | null; words: string } {
  const { status, stdout, stderr, error } = spawnSync('ssh-keygen', ['-Y', ...args], { input, timeout: 30_000 });
  const words = error ? error.message : clean(`${stdout.toString()}${stderr.toString()}`).trim();
  return { status, words };
}
