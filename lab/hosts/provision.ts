import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LAB_ROX } from '../rox.js';
import { lab, LAB_APPLICATION, LAB_NET, LAB_OPERATOR, LAB_READER, labIpv4 } from '../../targets/lab/target.js';
import type { RoxSite } from '../../helpers/journeys/rox/options.js';
import { makeAuthority, makeSshKeys } from './authority.js';
import { DEFINERS_TO_ROOT, OLD_DEFINER } from './sql-definers.js';
import { boot, enter, MACHINES, onHost, SERVICES, stopGracefully, type LabMachine } from './hosts.js';
import { keepFirst, startFirst } from './first-state.js';
import { writeLayer } from './overlay.js';
import { CHECKOUT, PATHS } from '../paths.js';
import { run, step } from '../exec.js';
import { buildSite } from '../site/build.js';
import { writeSeed } from '../site/seed.js';
import type { Layers } from '../states.js';

const WEB = ['deer', 'puma'] as const;
const databases = [LAB_ROX.databases.main, LAB_ROX.databases.archive, LAB_ROX.databases.crypted];
const sites = Object.values(LAB_ROX.sites);

/** Folders of a base besides its layers: keys, authority, Deer's baseline. Served to users from PATHS.lab. */
export const SHARED = ['ssh', 'authority', 'browser', 'baseline'] as const;

export function serveShared(base: string): void {
  mkdirSync(PATHS.lab, { recursive: true });
  for (const name of SHARED) {
    const at = join(PATHS.lab, name);
    mkdirSync(join(base, name), { recursive: true });
    rmSync(at, { recursive: true, force: true });
    symlinkSync(join(base, name), at);
  }
}

/** Makes the state "before the switch" from the bare image: Deer live with data, Puma prepared with a test dump of it. */
export async function provision(base: string, image: string): Promise<Layers> {
  rmSync(base, { recursive: true, force: true });
  mkdirSync(base, { recursive: true });
  makeAuthority(join(base, 'authority'), join(base, 'browser'));
  makeSshKeys(
    join(base, 'ssh'),
    PATHS.ssh,
    [...WEB, 'store' as const].map((name) => ({ name, address: labIpv4(name) })),
  );
  await step('building the site and its data', () => buildRepository(base));
  serveShared(base);
  handOver(base, ['ssh', 'authority', 'browser', 'baseline']);

  const files = (machine: LabMachine): string => join(base, 'layers', machine, 'files');
  for (const machine of MACHINES) writeLayer(machine, files(machine), PATHS.authority, PATHS.ssh);
  await startFirst(base, MACHINES, (machine) =>
    boot(
      machine,
      [files(machine), image],
      // The jobs wait until there is a site for them.
      SERVICES[machine]?.filter((name) => name !== 'cron'),
    ),
  );
  const dump = join(base, 'test-dump.sql');
  await step('deploying the site to Deer and Puma', () => Promise.all(WEB.map(deploy)));
  await step('filling the databases on Deer, dumping them, and loading the dump on Puma', async () => {
    await Promise.all(WEB.map((machine) => onHost(machine, grants())));
    await onHost('deer', ownerOfOldThings());
    await fillDeer(join(base, 'seed'));
    writeFileSync(
      dump,
      await onHost(
        'deer',
        `mysqldump --databases ${databases.join(' ')} --single-transaction --routines --triggers --events |
         sed '${DEFINERS_TO_ROOT}'`,
      ),
    );
    load('puma', [dump]);
  });
  await step('copying the data directory', async () => {
    for (const machine of WEB) await putData(machine, join(base, 'seed', 'data'));
  });
  await Promise.all(
    WEB.map((machine) => onHost(machine, '/usr/local/bin/update_status.sh; /etc/init.d/rox restart >/dev/null')),
  );
  await stopGracefully(MACHINES);
  return keepFirst(base, MACHINES, (machine) => [files(machine), image]);
}

/** Under sudo, these folders of a base belong to the calling user, who will use them. */
export function handOver(base: string, names: readonly (typeof SHARED)[number][]): void {
  const owner = process.env['SUDO_UID'];
  if (!owner) return;
  for (const name of names) run('chown', ['-R', owner, join(base, name)]);
}

/** The repository that both hosts clone: master as released, develop one commit further on. */
async function buildRepository(base: string): Promise<void> {
  const work = join(base, 'work-tree');
  mkdirSync(work);
  await Promise.all([buildSite(work), writeSeed(join(base, 'seed'))]);
  const git = (...args: string[]): unknown =>
    run('git', [
      '-C',
      work,
      '-c',
      'user.name=Rox developers',
      '-c',
      `user.email=developers@${LAB_NET.zone}`,
      '-c',
      'commit.gpgsign=false',
      '-c',
      'init.defaultBranch=master',
      ...args,
    ]);
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '-m', 'Release 0.7', '--date', '2012-05-09T12:00:00+0200');
  git('checkout', '--quiet', '-b', 'develop');
  writeFileSync(join(work, 'NEWS'), "After an upload, the gallery shows the member's pictures.\n");
  git('add', '--all');
  git('commit', '--quiet', '-m', 'Open the member gallery after an upload', '--date', '2012-06-21T21:01:00+0200');
  mkdirSync(join(base, 'git'));
  git('clone', '--quiet', '--bare', '.', join(base, 'git', 'rox.git'));
  rmSync(work, { recursive: true });
}

async function deploy(machine: LabMachine): Promise<void> {
  const scripts = join(CHECKOUT, 'lab', 'site', 'jobs', 'scripts');
  const put = (name: string, folder: string, owner: string): string =>
    [
      `install -d -o ${owner} -g ${owner} ${folder}`,
      `cat >${folder}/${name} <<'END_OF_FILE'\n${readFileSync(join(scripts, name), 'utf8')}\nEND_OF_FILE`,
      `chmod 755 ${folder}/${name}`,
      `chown ${owner}:${owner} ${folder}/${name}`,
    ].join('\n');
  const clones = sites.map(
    (site) => `
      su bwrox -c 'git clone --quiet --branch ${site.branch} git://git.${LAB_NET.zone}/rox.git ${site.root}'
      ln -s ${lab.dataDirectory} ${site.root}/data
      cat >${site.root}/rox_local.ini <<'END_OF_FILE'
${localIni(site)}
END_OF_FILE
      chown bwrox:www-data ${site.root}/rox_local.ini
      chmod 640 ${site.root}/rox_local.ini
      install -o bwrox -g www-data -m 664 /dev/null ${site.root}/htdocs/exception.log`,
  );
  await onHost(
    machine,
    [
      'newaliases',
      'install -d -o bwrox -g bwrox /home/www',
      `install -d -o www-data -g www-data -m 755 ${lab.dataDirectory}`,
      'usermod -a -G www-data bwrox',
      ...clones,
      put('db_backup.sh', '/home/bwbackup', 'bwbackup'),
      put('clean_guestsonline.sh', '/home/bwrox/scripts', 'bwrox'),
      put('close_edit_forum.sh', '/home/bwrox/scripts', 'bwrox'),
      put('update_geo.sh', '/home/bwrox/scripts', 'bwrox'),
      put('update_status.sh', '/usr/local/bin', 'root'),
      'chmod 755 /home/bwrox /home/bwrox/scripts',
      'install -d -o bwbackup -g bwbackup -m 750 /home/bwrox/backups',
    ].join('\n'),
  );
}

/** Settings that differ between deployments; they contain secrets, so they are not part of the repository. */
function localIni(site: RoxSite): string {
  return [
    '[db]',
    'socket = /run/mysqld/mysqld.sock',
    `user = ${LAB_APPLICATION.user}`,
    `password = ${LAB_APPLICATION.password}`,
    `name = ${LAB_ROX.databases.main}`,
    '[env]',
    `baseuri = http://${site.host}/`,
    `baseuri_https = https://${site.host}/`,
    `sitename = ${site.siteName}`,
    '[google]',
    `maps_api_key = ${site.mapsKey}`,
    'geonames_token = lab-geonames-token',
    '[mailAddresses]',
    `registration = ${LAB_ROX.senders.signup}`,
    `noreply = noreply@${LAB_NET.zone}`,
    '[dkim]',
    `domain = ${LAB_NET.zone}`,
    'selector = rox',
    'key = /etc/ssl/bewelcome/dkim.key',
    '[syshcvol]',
    `ARCH_DB = ${LAB_ROX.databases.archive}`,
    `CRYPT_DB = ${LAB_ROX.databases.crypted}`,
    `MessageSenderMail = ${LAB_ROX.senders.message}`,
    `MailToNotifyWhenNewMemberSignup = ${LAB_ROX.signupTeam}`,
    '[server]',
    `listen = /run/rox/${site.host}.sock`,
    `sessions = /var/lib/rox/sessions-${site.name}`,
  ].join('\n');
}

function grants(): string {
  const { writer } = lab.databases;
  const account = (user: string, password: string, rights: string, on: readonly string[]): string[] => [
    `CREATE USER '${user}'@'localhost' IDENTIFIED BY '${password}';`,
    `CREATE USER '${user}'@'127.0.0.1' IDENTIFIED BY '${password}';`,
    ...['localhost', '127.0.0.1'].flatMap((host) =>
      on.map((what) => `GRANT ${rights} ON ${what}.* TO '${user}'@'${host}';`),
    ),
  ];
  const change = 'SELECT, INSERT, UPDATE, DELETE';
  const sql = [
    ...account(LAB_APPLICATION.user, LAB_APPLICATION.password, `${change}, CREATE, EXECUTE`, databases),
    ...account(LAB_OPERATOR.user, LAB_OPERATOR.password, 'ALL', ['*']),
    // read_only applies to every account without this privilege. Root keeps it, as root has SUPER on older servers.
    ...['localhost', '127.0.0.1'].map((host) => `REVOKE READ_ONLY ADMIN ON *.* FROM '${LAB_OPERATOR.user}'@'${host}';`),
    ...account('bwscripts', 'lab-bwscripts', change, databases),
    ...account('bwbackup', 'lab-bwbackup', 'SELECT, LOCK TABLES, SHOW VIEW, TRIGGER, EVENT, PROCESS, RELOAD', ['*']),
    ...account(LAB_READER.user, LAB_READER.password, 'SELECT, SHOW VIEW, TRIGGER, EVENT, PROCESS, REPLICATION CLIENT', [
      '*',
    ]),
    ...(writer ? account(writer.user, writer.password, change, databases) : []),
  ];
  const clients = ['bwscripts', 'bwbackup'].map(
    (user) => `install -o ${user} -g ${user} -m 600 /dev/null /home/${user}/.my.cnf
printf '[client]\\nuser=%s\\npassword=lab-%s\\n' ${user} ${user} >/home/${user}/.my.cnf`,
  );
  return `mysql <<'END_OF_SQL'\n${sql.join('\n')}\nEND_OF_SQL\n${clients.join('\n')}\n`;
}

/** Stored programs on Deer run with the rights of a definer, an account that Puma does not have. */
const ownerOfOldThings = (): string =>
  `mysql <<'END_OF_SQL'\nCREATE USER ${OLD_DEFINER} ACCOUNT LOCK;\n${databases
    .map((name) => `GRANT ALL ON ${name}.* TO ${OLD_DEFINER};`)
    .join('\n')}\nEND_OF_SQL\n`;

async function fillDeer(seed: string): Promise<void> {
  const files = databases.flatMap((name) => [
    join(CHECKOUT, 'lab', 'site', 'schema', `${name}.sql`),
    join(seed, `${name}.sql`),
  ]);
  await onHost(
    'deer',
    databases
      .map((name) => `mysql -e 'CREATE DATABASE ${name} CHARACTER SET utf8mb3 COLLATE utf8mb3_unicode_ci'`)
      .join('\n'),
  );
  // Schemas of all three first: triggers and views may reach across.
  load(
    'deer',
    files.filter((_, index) => index % 2 === 0),
    databases,
  );
  load(
    'deer',
    files.filter((_, index) => index % 2 === 1),
    databases,
  );
}

/** Loads SQL files into a host's server; with names, each file goes into the database at the same position in the list. */
function load(machine: LabMachine, files: readonly string[], into: readonly string[] = []): void {
  for (const [index, file] of files.entries()) {
    const text = readFileSync(file, 'utf8');
    run(
      'nsenter',
      [...enter(machine), 'mysql', '--default-character-set=utf8mb4', ...into.slice(index, index + 1)],
      machine === 'deer' ? text.replaceAll('DEFINER=`root`@`localhost`', `DEFINER=${OLD_DEFINER}`) : text,
    );
  }
}

async function putData(machine: LabMachine, data: string): Promise<void> {
  const init = enter(machine)[1] ?? '';
  cpSync(data, `/proc/${init}/root${lab.dataDirectory}`, { recursive: true });
  await onHost(machine, `chown -R www-data:www-data ${lab.dataDirectory}`);
}
