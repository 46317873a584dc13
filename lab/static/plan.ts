import { words as blogWords } from '../blog/plan.js';

/** The facts of the pair: a few pages by people who grow fruit. Its hosts run no program to serve a page. */
export const ZONE = 'orchard.example';

/** Both hosts, and what their owners call them. */
export const SERVERS = { old: `pear.${ZONE}`, new: `plum.${ZONE}` } as const;
export type Server = keyof typeof SERVERS;
export const SERVER_NAMES = ['old', 'new'] as const satisfies readonly Server[];

type Site = {
  /** The name of its folder, its certificate, and its configuration file. */
  readonly id: string;
  readonly names: readonly [string, ...string[]];
};
export const SITES: readonly Site[] = [
  { id: 'www', names: [`www.${ZONE}`, ZONE] },
  { id: 'notes', names: [`notes.${ZONE}`] },
];
export const NAMES = SITES.flatMap(({ names }) => names);

/** The meaning of `{{word}}` in the files below lab/static/root, lab/blog/root and lab/root. */
export const words = (hostname: string): Record<string, string> => ({ ...blogWords(hostname), zone: ZONE });
