import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { chromium, type LaunchOptions, type PlaywrightTestOptions } from '@playwright/test';
import type { Target } from '../../targets/schema.js';
import { childEnvironment } from '../core/environment.js';
import type { HttpRoute } from './http.js';
import { siteNames } from '../core/site-names.js';
import { browserHomeOf } from './trust-store.js';

/** Prefers the headless shell: the same engine, and the gate takes half the time (49 s instead of 98 s, on two cores). */
const SYSTEM = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'] as const;

/** Options that keep Chromium quiet: no calls home, no updates, no second protocol that a packet capture would miss. */
const QUIET = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/**
 * What a visitor's browser is like: Playwright's defaults, spelled out. For each option without a value, Playwright sets up a
 * fixture in every check, whether it opens a page or not: 305 empty checks took 5.3 s of processor time, and 4.0 s with these.
 */
export const PLAIN_VISITOR = {
  acceptDownloads: true,
  bypassCSP: false,
  colorScheme: 'light',
  contrast: 'no-preference',
  forcedColors: 'none',
  hasTouch: false,
  ignoreHTTPSErrors: false,
  isMobile: false,
  javaScriptEnabled: true,
  offline: false,
  reducedMotion: 'no-preference',
  serviceWorkers: 'allow',
  viewport: { width: 1280, height: 720 },
} as const satisfies Partial<PlaywrightTestOptions>;

/** The browser to use, in words for the run's record, and its path; Playwright's own is preferred if it is installed. */
export function chosenBrowser(): { words: string; executablePath: string } {
  const own = chromium.executablePath();
  if (existsSync(own)) return { words: "Playwright's own Chromium", executablePath: own };
  const found = SYSTEM.find((path) => existsSync(path)) ?? SYSTEM[0];
  return { words: `the system's Chromium (${found})`, executablePath: found };
}

/**
 * Chromium's --host-resolver-rules, tried with Chromium 156: the first matching MAP wins, EXCLUDE leaves a name to the
 * system, and `MAP * ~NOTFOUND` refuses every other name and every bare address.
 */
export function resolverRules(target: Target, pinned: Pinned): string {
  const ours = siteNames(target).map((name) => {
    const address = pinned?.get(name)?.find((each) => isIP(each) === 4);
    return address === undefined ? `EXCLUDE ${name}` : `MAP ${name} ${address}`;
  });
  const others = target.thirdParties.map(({ host, address }) =>
    address === undefined ? `EXCLUDE ${host}` : `MAP ${host} ${address}`,
  );
  return [...ours, ...others, 'MAP * ~NOTFOUND'].join(', ');
}

type Pinned = HttpRoute['pinned'];

/**
 * How to start the browser for a target: reaches only the target's hosts and trusts only what the target trusts.
 * @param pinned what names resolve to; undefined: as the system resolves them
 */
export function browserLaunch(target: Target, pinned: Pinned): LaunchOptions {
  const home = browserHomeOf(target);
  return {
    executablePath: chosenBrowser().executablePath,
    args: [...QUIET, `--host-resolver-rules=${resolverRules(target, pinned)}`],
    // Chromium looks for private authorities below HOME; certificate errors are never ignored.
    ...(home === undefined ? {} : { env: childEnvironment({ HOME: home }) }),
  };
}
