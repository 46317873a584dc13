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
 * Seals what the blob reporter has written of this part, with a file beside it that travels with it.
 * @param runFolder where the blob is unless it has a file elsewhere
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
 * Why blobs that are merged are not what their parts have written, in words; empty where they are.
 * @param argv of `playwright merge-reports`, which names their folder
 * @param signers whose signature counts; undefined: anybody's, or none
 */
export function blobTroubles(argv: readonly string[], signers: string | undefined): string[] {
  const blobs = argv.slice(argv.indexOf('merge-reports') + 1).flatMap(zipsIn);
  if (blobs.length === 0)
    return ['The folder of the merged reports is not among the arguments: their seals cannot be read.'];
  return blobs.flatMap((blob) => {
    const name = basename(blob);
    if (!existsSync(sealOf(blob))) return [`${name} has no seal: bring ${name}.sha256 with it.`];
    if (readFileSync(sealOf(blob), 'utf8') !== sealText(blob)) return [`${name} is not what its part wrote.`];
    const signed = signatureOf(sealOf(blob), signers);
    return signed && 'problem' in signed ? [`${name}: ${signed.problem}.`] : [];
  });
}
