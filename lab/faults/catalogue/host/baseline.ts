import { dirname } from 'node:path';
import { lab } from '../../../../targets/lab/target.js';
import { onOperatorMachine, shell, editFiles, sql, type Faults } from '../fault.js';
import { checksIn } from '../pattern.js';

const gate = 'baseline';

export const baseline: Faults = {
  'deer-closed-when-recorded': {
    description: 'The baseline is recorded when Deer is already showing the placeholder.',
    precedent: 'the first task of the day, done last',
    gate,
    checks: ['baseline/site-open'],
    unproven: checksIn('baseline/*'),
    mayAlsoFail: checksIn('baseline/*'),
    expectedMessage: /the site is closed on the old host/,
    ...shell(
      'deer',
      'a2dissite -q 010-www 020-alpha && a2ensite -q placeholder && apache2ctl graceful',
      'a2dissite -q placeholder && a2ensite -q 010-www 020-alpha && apache2ctl graceful',
    ),
  },
  'deer-certificate-names-nobody': {
    description: "Deer's certificate has a common name but no subject alternative names.",
    precedent: 'made by hand years ago; the browsers of that time did not mind',
    gate,
    checks: ['baseline/certificates-recorded'],
    // No client trusts it, so the pages served with it are not recorded.
    unproven: checksIn('baseline/*'),
    mayAlsoFail: checksIn('baseline/*'),
    expectedMessage: /names of the certificate for .*not \[\]/,
    ...editFiles(
      'deer',
      ['/etc/ssl/bewelcome'],
      `openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN=deer \
        -keyout /etc/ssl/bewelcome/privkey.pem -out /etc/ssl/bewelcome/fullchain.pem 2>/dev/null`,
      'apache2ctl graceful',
    ),
  },
  'deer-data-directory-empty': {
    description: 'The data directory on Deer is not mounted.',
    precedent: 'a disk that did not come back after a reboot',
    gate,
    checks: ['baseline/data-directory-recorded'],
    mayAlsoFail: checksIn('baseline/*'),
    unproven: checksIn('baseline/*'),
    expectedMessage: /entries below \/var\/rox\/data.*Received: +1/,
    ...shell('deer', `mount -t tmpfs tmpfs ${lab.dataDirectory}`, `umount -l ${lab.dataDirectory}`),
  },
  'zone-moved-before-the-baseline': {
    description: 'The zone already points www to Puma when the baseline is recorded.',
    precedent: 'someone changed the zone too early',
    gate,
    checks: ['baseline/zone-points-to-old-host'],
    mayAlsoFail: checksIn('baseline/*'),
    unproven: checksIn('baseline/*'),
    expectedMessage: /A of www\.bewelcome\.example.*198\.51\.100\.20/,
    ...editFiles(
      'ns1',
      ['/etc/bind/db.zone'],
      `sed -i 's/^www .*IN A .*/www     IN A     ${lab.hosts.new.ipv4}/' /etc/bind/db.zone`,
      '/etc/init.d/named restart >/dev/null',
    ),
  },
  'deer-tells-of-no-vhost': {
    description: 'The www vhost on Deer lacks the bare name as an alias.',
    precedent: 'the bare name is served by the default virtual host',
    gate,
    checks: ['baseline/host-recorded'],
    mayAlsoFail: checksIn('baseline/*'),
    unproven: checksIn('baseline/*'),
    expectedMessage: /apache2ctl -S on Deer.*www\.bewelcome\.example:80/,
    ...editFiles(
      'deer',
      ['/etc/apache2'],
      `sed -i 's/ServerAlias .*/ServerAlias old.bewelcome.example/' /etc/apache2/sites-available/010-www.conf`,
      'apache2ctl graceful',
    ),
  },
  'deer-lacks-a-database': {
    description: 'The database BW_ARCH is missing on Deer when the baseline is recorded.',
    precedent: 'renamed for a repair and never renamed back',
    gate,
    checks: ['baseline/databases-recorded'],
    mayAlsoFail: checksIn('baseline/*'),
    unproven: checksIn('baseline/*'),
    expectedMessage: /BW_ARCH.*Expected: not \[\]/,
    ...sql('deer', 'DROP DATABASE BW_ARCH'),
  },
  'operator-disk-is-full': {
    description: "The operator's disk is full: the baseline cannot be stored.",
    precedent: 'evidence from many runs had piled up, and no one noticed',
    gate,
    checks: ['baseline/kept'],
    expectedMessage: /ENOSPC|no space/i,
    ...onOperatorMachine({
      files: {},
      beside: `while [ ! -e "$MIGRATION_RUN_FOLDER/facts-new.json" ]; do sleep 0.05; done
        mount -t tmpfs -o size=16k tmpfs '${dirname(lab.baseline)}'`,
    }),
  },
};
