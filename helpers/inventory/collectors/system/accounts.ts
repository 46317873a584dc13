import { createHash } from 'node:crypto';
import { plain, readRows } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Item, Reading } from '../../types.js';

const area = 'accounts';

/** Who may log in, to which account, with which credentials, and who may become root. */
export const accounts: Collector = {
  area,
  script: readScript('system/accounts.sh'),
  needs: [],
  readsWhole: /^\/etc\/(sudoers$|sudoers\.d\/|passwd|group|g?shadow|sub[ug]id)|\/\.ssh\/authorized_keys2?$/,
  parse,
};

/** Lower numbers are assigned in the order of installation (Debian Policy 9.2). */
const FIRST_USER = 1000;

function parse(rows: readonly string[]): Reading {
  return readRows(
    area,
    rows,
    {
      user: (name = '', uid = '', gid = '', home = '', shell = '') => [
        { area, key: `user ${name}`, value: { ...numbered(uid), home, shell }, source: `getent passwd ${name}` },
        ...(Number(uid) >= FIRST_USER
          ? [plain(area, `group number of user ${name}`, gid, `getent passwd ${name}`)]
          : []),
      ],
      group: (name = '', gid = '', members = '') => [
        {
          area,
          key: `group ${name}`,
          value: { ...numbered(gid), members: members.split(',').sort().join(',') },
          source: `getent group ${name}`,
        },
      ],
      shadow: (name = '', state = '', hash = '', longest = '', expires = '') => [
        {
          area,
          key: `password of ${name}`,
          value: {
            is: state,
            hash: hash.replace(/^password=/, ''),
            'days valid': longest === '99999' ? '' : longest,
            expires: dayOf(expires),
          },
          source: `/etc/shadow, ${name}`,
          implied: 'each account has an entry',
        },
      ],
      sudo: (path = '', number = '', ...text) => {
        const line = text.join(' ').trim().replace(/\s+/g, ' ');
        if (line === '' || /^#(?!include)/.test(line)) return [];
        return [plain(area, `sudo ${line.replace(/^[#@](include)/, '@$1')}`, 'allowed', `${path} line ${number}`)];
      },
      key: (user = '', path = '', number = '', ...text) => keyIn(user, `${path} line ${number}`, text.join(' ').trim()),
    },
    (_tag, first) => (first.startsWith('/') ? first : ''),
  );
}

const numbered = (id: string): Readonly<Record<string, string>> => (Number(id) >= FIRST_USER ? { number: id } : {});
const dayOf = (days: string): string =>
  days === '' ? 'never' : new Date(Number(days) * 86_400_000).toISOString().slice(0, 10);

/** `[options] type base64 [comment]`: sshd(8), AUTHORIZED_KEYS FILE FORMAT. */
function keyIn(user: string, source: string, line: string): Item[] | string {
  if (line === '' || line.startsWith('#')) return [];
  const [, options = '', type, blob, comment = ''] =
    /^(?:(\S.*?)\s+)?((?:ssh|ecdsa|sk)-[\w@.-]+)\s+([A-Za-z0-9+/=]+)(?:\s+(.*))?$/.exec(line) ?? [];
  if (type === undefined || blob === undefined) return 'invalid line of authorized_keys';
  const digest = createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64').replace(/=+$/, '');
  return [{ area, key: `key of ${user}: SHA256:${digest}`, value: { options, comment, type }, source }];
}
