import { plain, readRows } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Reading } from '../../types.js';

const area = 'storage';

/** Mounts and available space. */
export const storage: Collector = {
  area,
  script: readScript('system/storage.sh'),
  needs: [],
  readsWhole: /^\/etc\/fstab$/,
  parse,
  // More space than before is not a loss, and free space changes by the minute.
  differs: (facet, old, now) => {
    if (facet === 'free MB' || facet === 'free inodes') return Number(now) < Number(old) / 2;
    return facet === 'MB' || facet === 'inodes' ? Number(now) < Number(old) * 0.95 : old !== now;
  },
};

const PSEUDO =
  /^(proc|sysfs|tmpfs|devtmpfs|devpts|cgroup2?|securityfs|pstore|efivarfs|bpf|autofs|mqueue|hugetlbfs|debugfs|tracefs|configfs|fusectl|binfmt_misc|rpc_pipefs|nsfs|ramfs|squashfs|rootfs|fuse\.lxcfs|fuse\.gvfsd-fuse)$/;
/** Options that the kernel adds, or that name devices of this host. */
const NOT_CHOSEN =
  /^(rw|relatime|seclabel|errors=.*|lowerdir=.*|upperdir=.*|workdir=.*|data=ordered|discard|attr2|inode64|logbufs=.*|logbsize=.*|noquota|user_xattr|acl|barrier=.*|stripe=.*|sunit=.*|swidth=.*|size=.*|xino=.*|redirect_dir=.*|uuid=.*|metacopy=.*|index=.*)$/;

const chosen = (options: string): string =>
  options
    .split(',')
    .filter((option) => !NOT_CHOSEN.test(option) && option !== 'defaults')
    .sort()
    .join(',');

const mb = (kilobytes: string): string => String(Math.round(Number(kilobytes) / 1024));

function parse(rows: readonly string[]): Reading {
  return readRows(
    area,
    rows,
    {
      mount: (_device, path = '', type = '', options = '') =>
        PSEUDO.test(type)
          ? []
          : [{ area, key: `mount ${path}`, value: { type, options: chosen(options) }, source: '/proc/mounts' }],
      fstab: (path = '', number = '', ...text) => {
        const line = text.join(' ').trim();
        if (line === '' || line.startsWith('#')) return [];
        const [device, mount, type, options] = line.split(/\s+/);
        if (device === undefined || mount === undefined || type === undefined) return 'invalid line of fstab(5)';
        return [
          {
            area,
            key: `fstab ${mount === 'none' || mount === 'swap' ? `${type} ${device}` : mount}`,
            value: { type, options: chosen(options ?? '') },
            source: `${path} line ${number}`,
          },
        ];
      },
      room: (path = '', size = '', free = '') => [
        {
          area,
          key: `room of ${path}`,
          value: { MB: mb(size), 'free MB': mb(free) },
          source: 'df -k',
          implied: 'its mount is compared',
        },
      ],
      // Some file systems have no fixed number of inodes and report 0 or -.
      inodes: (path = '', size = '', free = '') =>
        Number(size) > 0
          ? [
              {
                area,
                key: `inodes of ${path}`,
                value: { inodes: size, 'free inodes': free },
                source: 'df -i',
                implied: 'its mount is compared',
              },
            ]
          : [],
      swap: (type = '', size = '') => [{ area, key: 'swap', value: { MB: mb(size) }, source: `/proc/swaps (${type})` }],
      quota: (device = '', user = '', limits = '') => [
        plain(area, `quota of ${user} on ${device}`, limits, 'repquota -a'),
      ],
    },
    (tag) => (tag === 'fstab' ? 'fstab' : ''),
  );
}
