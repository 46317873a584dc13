import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SealSettings } from '../../helpers/core/settings.js';
import { signatureOf, sign } from '../seal/signature.js';
import { sha256 } from './run-log.js';

type Where = Pick<SealSettings, 'blobFile' | 'signKey'>;

const sealOf = (blob: string): string => `${blob}.sha256`;
/** As `sha256sum -c` reads it. */
const sealText = (blob: string): string => `${sha256(readFileSync(blob))}  ${basename(blob)}\n`;

const zipsIn = (folder: string): string[] =>
  existsSync(folder) && statSync(folder).isDirectory()
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.zip'))
        .map((name) => join(folder, name))
    : [];

/**
 * Seals what the blob reporter has written for this part, in a file next to it that travels with it.
 * @param runFolder folder of the blob, unless its file is elsewhere
 * @throws Error in words when it cannot be sealed
 */
export function sealBlobs(runFolder: string, { blobFile, signKey }: Where): void {
  const blobs =
    blobFile === undefined ? zipsIn(join(runFolder, 'blob')) : [blobFile].filter((path) => existsSync(path));
  for (const blob of blobs) {
    writeFileSync(sealOf(blob), sealText(blob));
    if (signKey !== undefined) sign(sealOf(blob), signKey);
  }
}

/**
 * Why the merged blobs are not what their parts have written, in words; empty if they are.
 * @param argv of `playwright merge-reports`, which names their folder
 * @param signers whose signature counts; undefined: anyone's, or none
 */
export function blobTroubles(argv: readonly string[], signers: string | undefined): string[] {
  const blobs = argv.slice(argv.indexOf('merge-reports') + 1).flatMap(zipsIn);
  if (blobs.length === 0)
    return ['The folder of the merged reports is not among the arguments, so their seals cannot be read.'];
  return blobs.flatMap((blob) => {
    const name = basename(blob);
    if (!existsSync(sealOf(blob))) return [`${name} has no seal: copy ${name}.sha256 along with it.`];
    if (readFileSync(sealOf(blob), 'utf8') !== sealText(blob)) return [`${name} does not match its seal.`];
    const signed = signatureOf(sealOf(blob), signers);
    return signed && 'problem' in signed ? [`${name}: ${signed.problem}.`] : [];
  });
}
