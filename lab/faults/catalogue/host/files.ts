import { lab } from '../../../../targets/lab/target.js';
import { allOf, editFiles, type Change, type Faults } from '../fault.js';

const gate = 'freeze';
const DATA = lab.dataDirectory;
const same = 'data-directory/identical';
const ofRoot = 'data-directory/nothing-owned-by-root';
const data = (on: 'deer' | 'puma', script: string): Change => editFiles(on, [DATA], `cd ${DATA}\n${script}`);

export const files: Faults = {
  'puma-file-of-root': {
    description: 'One picture on Puma belongs to root.',
    precedent: 'rsync#271: the copy ran as root, and chown -R stopped at an error',
    gate,
    checks: [same, ofRoot],
    expectedMessage: /owner www-data on the old host, root on the new host/,
    ...data('puma', 'chown root:root user/avatars/3'),
  },
  'puma-folder-not-writable': {
    description: 'A picture folder on Puma is not writable.',
    precedent: 'PMSS#787: www-data cannot write after the move',
    gate,
    checks: [same],
    expectedMessage: /mode 755 on the old host, 555 on the new host/,
    ...data('puma', 'chmod 555 user/avatars'),
  },
  'puma-picture-missing': {
    description: 'One picture was not copied to Puma.',
    precedent: 'uploaded between the last rsync and the freeze',
    gate,
    checks: [same],
    expectedMessage: /3_150: missing on the new host/,
    ...data('puma', 'rm user/avatars/3_150'),
  },
  'puma-picture-name-decomposed': {
    description: 'The file name of a picture on Puma is in decomposed Unicode.',
    precedent: 'copied via a Mac: HFS+ decomposes ü into u and a combining mark',
    gate,
    checks: [same],
    expectedMessage:
      /the same letters on both hosts, but different code points \(NFC on the old host, NFD on the new host\)/,
    mustNotSay: /missing on the new host|only on the new host/,
    ...allOf(
      data('deer', 'install -o www-data -g www-data -m 644 /dev/null "user/avatars/Zürich.png"'),
      data('puma', 'install -o www-data -g www-data -m 644 /dev/null "user/avatars/Zu\u0308rich.png"'),
    ),
  },
  'puma-picture-cut-off': {
    description: 'One picture on Puma is truncated.',
    precedent: 'rsync was interrupted, and --inplace left half of the file',
    gate,
    checks: [same],
    expectedMessage: /5_500: different content/,
    ...data('puma', 'truncate -s 100 user/avatars/5_500'),
  },
  'puma-picture-other-bytes': {
    description: 'One picture on Puma has different content from the one on Deer, but the same size and time.',
    precedent: 'corrupted by a bad disk or bad memory: rsync without --checksum skips the file',
    gate,
    checks: [same],
    expectedMessage: /5_500: different content$/m,
    ...data(
      'puma',
      'touch -r user/avatars/5_500 .time && printf changed | dd of=user/avatars/5_500 conv=notrunc status=none && touch -r .time user/avatars/5_500 && rm .time',
    ),
  },
  'puma-file-of-a-test-left': {
    description: 'A picture that was uploaded during a test is still on Puma.',
    precedent: 'rsync without --delete',
    gate,
    checks: [same],
    expectedMessage: /9999: only on the new host/,
    ...data('puma', 'install -o www-data -g www-data -m 644 /dev/null user/avatars/9999'),
  },
  'puma-link-became-a-file': {
    description: 'A symbolic link on Deer is a regular file on Puma.',
    precedent: 'certbot#5868: links flattened by copying',
    gate,
    checks: [same],
    expectedMessage: /a link on the old host, a file on the new host/,
    ...both(),
  },
};

/** A link that Deer has, and what cp -L made of it on Puma. */
function both(): Change {
  const [deer, puma] = [
    data('deer', 'ln -s 5 user/avatars/link && chown -h www-data:www-data user/avatars/link'),
    data('puma', 'cp -p user/avatars/5 user/avatars/link'),
  ];
  return {
    inject: (id) => Promise.all([deer.inject(id), puma.inject(id)]),
    revert: (id) => Promise.all([deer.revert?.(id), puma.revert?.(id)]),
  };
}
