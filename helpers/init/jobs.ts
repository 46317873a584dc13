import { scriptIn, type Found } from '../../targets/drafted.js';
import { groupBy } from '../core/lists.js';
import type { Inventory } from '../inventory/types.js';

type Jobs = Found['jobs'];

/** Jobs that belong to no package but that no migration moves. */
const DISTRIBUTION_JOBS = /run-parts|anacron/;
/** Where cron looks for programs unless the crontab says otherwise. */
const CRON_PATH = '/usr/bin:/bin';

/** Jobs from crontabs and timers that no package owns. */
export const jobsIn = (inventory: Inventory): Jobs => [...cronJobs(inventory), ...timers(inventory)];

const cronJobs = (inventory: Inventory): Jobs =>
  inventory.areas.schedule.items.flatMap(({ key, value, source }) => {
    const [, user = '', command = ''] = /^job of (\S+): (.*)$/s.exec(key) ?? [];
    const isOwned =
      inventory.owners[source.replace(/ line \d+$/, '')] !== undefined && !source.startsWith('/etc/crontab');
    if (command === '' || isOwned || DISTRIBUTION_JOBS.test(command)) return [];
    const script = programOf(command, user, value['environment'] ?? '', inventory);
    return [{ kind: 'cron', user, times: value['times'] ?? '', command, script, where: source }];
  });

/** Timers that come from no package; only for those is it known what they start. */
function timers({ areas, owners }: Inventory): Jobs {
  const ofTimers = areas.services.items.flatMap(({ key, value, source }) => {
    const [, unit = '', setting = ''] = /^timer (\S+\.timer) (On\w+|starts)$/.exec(key) ?? [];
    const isOwned = ['/lib', '/usr/lib'].some((folder) => owners[`${folder}/systemd/system/${unit}`] !== undefined);
    return unit === '' || isOwned ? [] : [{ unit, setting, is: value['is'] ?? '', source }];
  });
  return [...groupBy(ofTimers, ({ unit }) => unit)].map(([unit, all]) => {
    const started = all.find(({ setting }) => setting === 'starts')?.is ?? '';
    const [, user = '', command = ''] = /^(\S+) (.*)$/s.exec(started) ?? [];
    const due = all.filter(({ setting }) => setting !== 'starts').map(({ setting, is }) => `${setting}=${is}`);
    const script = command.startsWith('/') ? scriptIn(command) : null;
    return {
      ...{ kind: 'timer', unit, user, times: due.join(', '), script, where: all[0]?.source ?? '' },
      command: command || unit.replace(/timer$/, 'service'),
    };
  });
}

/** The path of the program that a command runs, resolved by the home folder or by the PATH of the crontab; null if it is not found. */
function programOf(command: string, user: string, environment: string, inventory: Inventory): string | null {
  const { accounts, files } = inventory.areas;
  const script = scriptIn(command);
  const [, below] = /^(?:\$\{?HOME\}?|~)(\/.*)$/.exec(script) ?? [];
  const home = accounts.items.find(({ key }) => key === `user ${user}`)?.value['home'];
  if (below !== undefined) return home === undefined ? null : `${home}${below}`;
  if (script.startsWith('/')) return script;
  const path = /(?:^| )PATH=(\S+)/.exec(environment)?.[1] ?? CRON_PATH;
  const isThere = (file: string): boolean =>
    inventory.owners[file] !== undefined || files.items.some(({ key }) => key === file);
  return (
    path
      .split(':')
      .map((folder) => `${folder}/${script}`)
      .find(isThere) ?? null
  );
}
