import { ensureHost, folderOf, type Recipe } from '../blog/images.js';

/** A small server for pages: no database, no mail server, nothing that runs programs to serve a page. */
const SERVER: Recipe = {
  suite: 'trixie',
  packages: [
    'ca-certificates',
    'cron',
    'curl',
    'dbus',
    'iproute2',
    'less',
    'locales',
    'logrotate',
    'nginx-light',
    'openssh-server',
    'openssl',
    'procps',
    'rsync',
    'rsyslog',
    'systemd',
    'systemd-sysv',
    'tzdata',
  ],
  script: 'lab/blog/customize-image.sh',
};

/** The location of the file system of both hosts. */
export const staticImage = (): string => folderOf('pages', SERVER);

export const ensureStaticImage = (): Promise<string> => ensureHost(staticImage(), SERVER, 'small Debian 13 server');
