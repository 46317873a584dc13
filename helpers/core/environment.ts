/**
 * Environment variables that change how Node, OpenSSL, Chromium, or the resolver judges: further authorities, ways
 * through proxies, code that is loaded first, other names for hosts, browsers on other machines. Many machines have some of them. A run records them
 * and keeps them from its checks, which trust the well-known authorities and that of the target, and go straight to a host.
 */
const CHANGES = new RegExp(
  `^(${[
    'NODE_(OPTIONS|EXTRA_CA_CERTS|USE_ENV_PROXY|USE_SYSTEM_CA|TLS_REJECT_UNAUTHORIZED)',
    'SSL_CERT_(FILE|DIR)|OPENSSL_(CONF|MODULES|ENGINES)|SSLKEYLOGFILE',
    // Browsers on other machines, which resolve names and trust authorities as those machines do; and disabled time limits.
    'PW_TEST_CONNECT_\\w+|SELENIUM_REMOTE_\\w+|PWDEBUG',
    '(HTTP|HTTPS|ALL|NO|FTP|SOCKS)_PROXY|LD_(PRELOAD|AUDIT)|HOSTALIASES|LOCALDOMAIN|RES_OPTIONS',
  ].join('|')})$`,
  'i',
);

type Environment = Readonly<Record<string, string | undefined>>;

/** Names of the environment variables that change a judgment, without their values, which may be secret. */
export const judgementVariables = (environment: Environment): string[] =>
  Object.keys(environment)
    .filter((name) => CHANGES.test(name) && environment[name] !== '')
    .sort();

/** Settings that disable a judgment, in words: with them, everything that should be refused passes. */
export const disabledJudgements = (environment: Environment): string[] =>
  environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
    ? ['NODE_TLS_REJECT_UNAUTHORIZED=0 accepts every certificate, so no certificate check could fail: unset it']
    : [];

/** The environment for a child process: this one's, with changes. */
export const childEnvironment = (changes: Readonly<Record<string, string>>): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ),
  ...changes,
});
