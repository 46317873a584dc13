import { expect, test } from '@playwright/test';
import { NoAnswer } from '../../../helpers/core/no-answer.js';
import { toDatabaseError } from '../../../helpers/database/errors.js';
import { isBadCertificate, isNoAnswer, missingElement } from '../../../helpers/http/classify-network-error.js';
import { problemOf, type CertificateFacts } from '../../../helpers/http/tls-certificate.js';
import { connectionError, sudoRefusal } from '../../../helpers/ssh/ssh-errors.js';

/** Chromium's errors where nobody answered, and where somebody did: only the latter is an answer that can be wrong. */
const NOBODY =
  'CONNECTION_REFUSED CONNECTION_RESET CONNECTION_CLOSED CONNECTION_TIMED_OUT CONNECTION_ABORTED CONNECTION_FAILED ' +
  'NAME_NOT_RESOLVED NAME_RESOLUTION_FAILED TIMED_OUT ADDRESS_UNREACHABLE ADDRESS_INVALID EMPTY_RESPONSE ' +
  'INTERNET_DISCONNECTED NETWORK_CHANGED NETWORK_ACCESS_DENIED SOCKET_NOT_CONNECTED DNS_TIMED_OUT ' +
  'SSL_PROTOCOL_ERROR INVALID_HTTP_RESPONSE CONTENT_LENGTH_MISMATCH INCOMPLETE_CHUNKED_ENCODING';
const SOMEBODY =
  'CERT_AUTHORITY_INVALID CERT_COMMON_NAME_INVALID CERT_DATE_INVALID CERT_REVOKED TOO_MANY_REDIRECTS ' +
  'HTTP_RESPONSE_CODE_FAILURE UNSAFE_REDIRECT UNSAFE_PORT BLOCKED_BY_CLIENT BLOCKED_BY_RESPONSE INVALID_URL ABORTED';
for (const [codes, expected] of [
  [NOBODY, true],
  [SOMEBODY, false],
] as const)
  for (const code of codes.split(' '))
    test(`net::ERR_${code} counts as ${expected ? 'no answer' : 'an answer'}`, () => {
      expect(isNoAnswer(`page.goto: net::ERR_${code} at http://www.example/`)).toBe(expected);
    });

for (const [codes, expected] of [
  [
    'CERT_HAS_EXPIRED CERT_NOT_YET_VALID DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_GET_ISSUER_CERT ' +
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_VERIFY_LEAF_SIGNATURE ERR_TLS_CERT_ALTNAME_INVALID CERT_REVOKED ' +
      'HOSTNAME_MISMATCH CERT_UNTRUSTED CERT_REJECTED UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY CRL_HAS_EXPIRED',
    true,
  ],
  ['ECONNREFUSED ECONNRESET ETIMEDOUT EPROTO ENOTFOUND EPIPE ERR_SSL_WRONG_VERSION_NUMBER HPE_INVALID_CONSTANT', false],
] as const)
  for (const code of codes.split(' '))
    test(`${code} ${expected ? 'means an untrusted certificate' : 'says nothing about a certificate'}`, () => {
      expect(isBadCertificate(code)).toBe(expected);
    });

for (const [what, words, missing] of [
  [
    'a missing element',
    "locator.click: Timeout 5000ms exceeded.\nCall log:\n  - waiting for locator('#a')\n",
    "locator('#a')",
  ],
  [
    'a missing element, located by role',
    "locator.click: Timeout 5000ms exceeded.\nCall log:\n  - waiting for getByRole('button')\n",
    "getByRole('button')",
  ],
  [
    'a covered element',
    "locator.click: Timeout 5000ms exceeded.\nCall log:\n  - waiting for locator('#a')\n    - locator resolved to <a></a>\n    - <p></p> intercepts pointer events",
    undefined,
  ],
  ['a page that never opened', 'page.waitForEvent: Timeout 5000ms exceeded while waiting for event', undefined],
  ['a refused connection', 'page.goto: net::ERR_CONNECTION_REFUSED at http://a/', undefined],
] as const)
  test(`${missing ?? 'no element'} counts as missing after an action error caused by ${what}`, () => {
    expect(missingElement(words)).toBe(missing);
  });

test('an error without a code says nothing about a certificate', () => {
  expect([undefined, null, 7, new Error('CERT_HAS_EXPIRED')].map(isBadCertificate)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

const certificate = (subject: string, issuer: string, [from, to]: readonly [string, string]): CertificateFacts => ({
  ...{ subject, issuer, names: [], otherNames: [], fingerprint: subject },
  ...{ validFrom: new Date(from), validTo: new Date(to) },
});
const VALID = ['2012-01-01', '2999-01-01'] as const;
const LEAF = certificate('CN=site', 'CN=middle', VALID);
const MIDDLE = certificate('CN=middle', 'CN=root', VALID);
for (const [code, chain, said] of [
  ['DEPTH_ZERO_SELF_SIGNED_CERT', [LEAF], 'self-signed certificate (CN=site)'],
  ['SELF_SIGNED_CERT_IN_CHAIN', [LEAF, MIDDLE], 'the chain ends in an untrusted root (CN=middle)'],
  [
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    [LEAF],
    'intermediate not sent: the server sent only its own certificate, issued by "CN=middle", which is not a trusted root',
  ],
  [
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    [LEAF, MIDDLE],
    'the chain ends at "CN=root", which was not sent and is not a trusted root',
  ],
  [
    // Whose certificate has expired: that of the chain which has, and not its first.
    'CERT_HAS_EXPIRED',
    [LEAF, certificate('CN=middle', 'CN=root', ['2011-01-01', '2012-01-01'])],
    'expired on 2012-01-01T00:00:00.000Z (CN=middle)',
  ],
  [
    'CERT_NOT_YET_VALID',
    [LEAF, certificate('CN=middle', 'CN=root', ['2998-01-01', '2999-01-01'])],
    'not valid before 2998-01-01T00:00:00.000Z (CN=middle)',
  ],
  ['PATH_LENGTH_EXCEEDED', [LEAF, MIDDLE], 'OpenSSL reports PATH_LENGTH_EXCEEDED'],
] as const)
  test(`${code} for a chain of length ${chain.length}: ${said}`, () => {
    expect(problemOf(code, chain)).toBe(said);
  });

for (const [saying, meaning] of [
  ['ssh: Could not resolve hostname puma: Name or service not known', 'host name unknown'],
  ['Connection timed out during banner exchange', 'no ssh greeting in time'],
  ['banner exchange: Connection to 192.0.2.1 port 22: invalid format', 'no ssh greeting in time'],
  ['Bad remote protocol version identification', 'what answered on the ssh port is not ssh'],
  ['Received disconnect from 192.0.2.1 port 22:2: Too many authentication failures', 'login refused'],
  ['Host key verification failed.', 'host key not accepted'],
  ['stdio forwarding failed', 'the host itself could not make the connection'],
  ['channel 0: open failed: administratively prohibited: open failed', 'forwarding is prohibited by the host'],
  ['channel 0: open failed: connect failed: Connection timed out', 'no answer in time'],
  ['ssh: connect to host puma port 22: Network is unreachable', 'no route to the host'],
  ['Connection closed by 192.0.2.1 port 22', 'connection closed by the host'],
  ['Connection to puma closed by remote host.', 'connection closed by the host'],
  ['client_loop: send disconnect: Broken pipe', 'connection closed by the host'],
] as const)
  test(`ssh's "${saying}" means: ${meaning}`, () => {
    expect(connectionError(saying)).toBe(`${meaning} (ssh says: ${saying})`);
  });

test('an ssh message of unknown meaning is quoted, without the chatter around it', () => {
  expect(connectionError('Shared connection to puma closed.\nsome new words')).toBe('ssh says: some new words');
});

for (const [stderr, said] of [
  ['bash: sudo: command not found', /has no sudo/],
  ['sh: 1: sudo: not found', /has no sudo/],
  ['sudo: a password is required', /NOPASSWD.*sudo says: sudo: a password is required/],
  ['Sorry, user jsfan is not allowed to execute', /NOPASSWD.*Sorry, user jsfan/],
  ['jsfan is not in the sudoers file.', /NOPASSWD/],
] as const)
  test(`"${stderr}" means that sudo is missing or refuses`, () => {
    expect(sudoRefusal(stderr)).toMatch(said);
  });

for (const stderr of ['mysql: sudo is not mentioned here', ''])
  test(`"${stderr}" does not mean that sudo is missing or refuses`, () => {
    expect(sudoRefusal(stderr)).toBeUndefined();
  });

const server = (errno: number, sqlState: string, message: string) =>
  Object.assign(new Error(message), { errno, sqlState });
for (const [what, cause, isUnanswered, said] of [
  ['a lack of free connections', server(1040, '08004', 'Too many connections'), true, 'it has too many connections'],
  ['a wrong password', server(1045, '28000', 'Access denied'), true, 'its password is not accepted (Access denied)'],
  ['a database closed to the account', server(1044, '42000', 'Access denied'), true, 'has no access to this database'],
  ['a shutdown', server(1053, '08S01', 'Server shutdown'), true, 'it is shutting down'],
  ['a blocked client', server(1129, 'HY000', 'Host blocked'), true, 'it has blocked this client'],
  [
    'a client that is not allowed to connect',
    server(1130, 'HY000', 'Host not allowed'),
    true,
    'no connections from this client',
  ],
  [
    'a missing privilege',
    server(1142, '42000', 'SELECT command denied'),
    true,
    'lacks the right to run this statement',
  ],
  ['a missing table', server(1146, '42S02', "Table 'a.b' doesn't exist"), false, 'MySQL of Puma refused: '],
  ['a missing database', server(1049, '42000', "Unknown database 'a'"), false, 'MySQL of Puma refused: '],
  ['a damaged table', server(145, 'HY000', 'is marked as crashed'), false, 'MySQL of Puma refused: '],
  ['silence', Object.assign(new Error('x'), { code: 'PROTOCOL_SEQUENCE_TIMEOUT' }), true, 'no answer within 5 s'],
  ['a broken connection', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), true, 'ECONNRESET'],
  [
    'an untrusted certificate',
    Object.assign(new Error('self-signed'), { code: 'HANDSHAKE_SSL_ERROR' }),
    true,
    'self-signed',
  ],
  ['a thrown value that is not an Error', 'odd', true, 'odd'],
] as const)
  test(`for a database, ${what} counts as ${isUnanswered ? 'no answer' : 'an answer'}`, () => {
    const error = toDatabaseError(cause, 'SELECT 1', 'MySQL of Puma', 5_000);

    expect(error instanceof NoAnswer).toBe(isUnanswered);
    expect(error.message).toContain(said);
    expect(error.message).toContain('Asked: SELECT 1');
  });

test('an error that is already NoAnswer is left unchanged', () => {
  const before = new NoAnswer('a', 'b', 'c');

  expect(toDatabaseError(before, 'SELECT 1', 'x', 1)).toBe(before);
});
