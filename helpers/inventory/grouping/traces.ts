import type { Difference } from '../types.js';
import { INTERPRETERS, POSTFIX_SERVICES } from './release.js';

/** The path from which a difference was read; empty if it was read from a command. */
export const pathOf = ({ area, source }: Difference): string =>
  area === 'files' ? source : (/^(\/[^ ]+)/.exec(source)?.[1] ?? '');

/** The unit to which a difference belongs: of a service, a timer, or the link that starts it. */
export function serviceOf({ area, key }: Difference): string | undefined {
  if (area === 'services') return /^(?:service|timer) (\S+)/.exec(key)?.[1];
  return /^\/etc\/(?:rc[\dS]\.d\/[SK]\d\d|systemd\/(?:system|user)\/[^/]+\.(?:wants|requires)\/)([^/]+)$/.exec(
    key,
  )?.[1];
}

export const unitPaths = (name: string): string[] => {
  const unit = /\.(service|socket|timer|path)$/.test(name) ? name : `${name}.service`;
  return ['/lib', '/usr/lib'].flatMap((folder) =>
    [unit, unit.replace(/@[^.]*\./, '@.')].map((each) => `${folder}/systemd/system/${each}`),
  );
};

/** The key shared by lines that one reason explains, however many there are. */
export function together({ area, key }: Difference): string | undefined {
  const [, sapi] = /^php (\S+) /.exec(key) ?? [];
  if ((area === 'runtime' && sapi !== undefined) || (area === 'files' && key.startsWith('/etc/php/'))) return 'php';
  if (area === 'runtime') return INTERPRETERS;
  if (area === 'mail' && key.startsWith('postfix service ')) return POSTFIX_SERVICES;
  if (area === 'packages' && key.startsWith('permissions of ')) return 'permissions that override those of packages';
  if (area === 'logs') return key.startsWith('log ') ? 'log files' : 'rotation of logs';
  return undefined;
}

const serviceIn = ({ key }: Difference): string[] => captured(/^service (\S+)/, key);
const folderIn = (difference: Difference): string[] =>
  captured(/^(\/(?:etc|var\/(?:lib|log|spool))\/[^/]+)\//, pathOf(difference));
const captured = (pattern: RegExp, text: string): string[] => pattern.exec(text)?.slice(1, 2) ?? [];

/** Paths whose package is the cause of a difference: of a file, service, program, module, or folder. */
export function traces(difference: Difference): string[] {
  const { key, old, new: now } = difference;
  const programs = [...captured(/^program (\S+)/, old ?? now ?? ''), ...captured(/^version of (\S+)/, key)];
  return [
    pathOf(difference),
    ...serviceIn(difference).flatMap((service) => [
      `/etc/init.d/${service}`,
      ...['/lib', '/usr/lib'].map((folder) => `${folder}/systemd/system/${service}.service`),
      ...['/lib', '/usr/lib'].map((folder) => `${folder}/systemd/system/${service}`),
    ]),
    ...programs
      .slice(0, 1)
      .flatMap((program) =>
        ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/lib/postfix/sbin'].map((folder) => `${folder}/${program}`),
      ),
    ...captured(/^apache module (\S+)/, key).map((module) => `/usr/lib/apache2/modules/mod_${module}.so`),
    ...folderIn(difference),
  ];
}

/** Names that a package may share: those of an account, of the link that starts a service, of a folder, or of a service. */
export const namesakes = (difference: Difference): string[] => [
  ...(difference.area === 'accounts'
    ? captured(/^(?:user|group|password of|group number of user) (\S+)/, difference.key)
    : []),
  ...captured(/^\/etc\/rc[\dS]\.d\/[SK]\d\d(.+)$/, pathOf(difference)),
  ...folderIn(difference).map((folder) => folder.slice(folder.lastIndexOf('/') + 1)),
  ...serviceIn(difference),
];
