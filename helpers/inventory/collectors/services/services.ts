import { plain, readRows, type Understood } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Reading } from '../../types.js';

const area = 'services';

/** Services that start with the host or are running, under the name that systemd and init scripts share. */
export const services: Collector = { area, script: readScript('services/services.sh'), needs: [], parse };

/** `ssh.service` and `/etc/init.d/ssh` are one service; sockets, timers, and paths keep their kind. */
const nameOf = (unit: string): string => unit.replace(/\.service$/, '');
/** States of unit files that do not determine whether the unit starts: it is pulled in by others, or generated. */
const PASSIVE = new Set(['static', 'indirect', 'generated', 'transient', 'alias', 'linked', 'linked-runtime']);
const KNOWN = new Set([...PASSIVE, 'enabled', 'enabled-runtime', 'disabled', 'masked', 'masked-runtime', 'bad']);

function parse(rows: readonly string[]): Reading {
  const failed = new Set(rows.filter((row) => row.startsWith('failed\t')).map((row) => row.slice(7)));
  const service = (name: string, value: Record<string, string>, source: string, implied?: string): Understood => [
    { area, key: `service ${name}`, value, source, ...(implied === undefined ? {} : { implied }) },
  ];
  const enabledAs = (unit: string, state: string): Understood => {
    if (!KNOWN.has(state)) return 'an unknown state of a unit file';
    const enabled = state.startsWith('enabled') ? 'yes' : state.startsWith('masked') ? 'masked' : 'no';
    return PASSIVE.has(state)
      ? []
      : service(
          nameOf(unit),
          { enabled },
          `systemctl list-unit-files ${unit}`,
          enabled === 'no' ? 'installed but not enabled' : undefined,
        );
  };
  return readRows(
    area,
    rows,
    {
      unit: (unit = '', state = '') => enabledAs(unit, state),
      state: (unit = '', load = '', active = '', sub = '') => {
        if (load === 'not-found' || (active === 'inactive' && !failed.has(unit))) return [];
        const running = failed.has(unit) || active === 'failed' ? 'failed' : runningBy(unit, sub);
        return running === undefined ? [] : service(nameOf(unit), { running }, `systemctl status ${unit}`);
      },
      timer: (unit = '', line = '') => {
        const [, name = '', value = ''] = /^(\w+)\s*=\s*(.*)$/.exec(line) ?? [];
        return [plain(area, `timer ${nameOf(unit)} ${name}`, value, `systemctl cat ${unit}`)];
      },
      starts: (unit = '', user = '', ...command) => [
        plain(area, `timer ${unit} starts`, `${user} ${command.join(' ')}`, `systemctl show ${unit}`),
      ],
      failed: () => [],
      init: (name = '', enabled = '') =>
        service(
          name,
          { enabled: enabled === 'no' ? 'no' : 'yes' },
          `/etc/init.d/${name}`,
          enabled === 'yes' ? undefined : 'not started at boot, or started directly by the boot process',
        ),
      // LSB: 0 means running, 1 to 3 not running; anything else is unknown, so it is not compared.
      status: (name = '', code = '') =>
        /^[0-3]$/.test(code)
          ? service(name, { running: code === '0' ? 'yes' : 'no' }, `/etc/init.d/${name} status`, 'runs or not')
          : [],
      upstart: (name = '', goal = '') =>
        service(name, { running: goal.startsWith('start') ? 'yes' : 'no' }, 'initctl list', 'runs or not'),
      line: (path = '', number = '', text = '') =>
        text.trim() === '' || text.trim().startsWith('#')
          ? []
          : [plain(area, `${path} ${text.trim().replace(/\s+/g, ' ')}`, 'configured', `${path} line ${number}`)],
      xinetd: (path = '', number = '', text = '') =>
        text.trim() === '' || text.trim().startsWith('#')
          ? []
          : [plain(area, `${path} ${text.trim().replace(/\s+/g, ' ')}`, 'configured', `${path} line ${number}`)],
    },
    () => '',
  );
}

/** A service that exited successfully had nothing more to do; a socket or timer is active while it waits. */
function runningBy(unit: string, sub: string): string | undefined {
  if (sub === 'running' || sub === 'listening' || sub === 'waiting') return 'yes';
  return unit.endsWith('.service') && sub === 'exited' ? undefined : undefined;
}
