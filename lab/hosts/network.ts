import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { LAB_NET, labIpv4, labIpv6, type LabHost } from '../../targets/lab/target.js';
import { run } from '../exec.js';

const BRIDGE = 'deer-to-puma';

/** The documentation ranges must be free on this machine: a route elsewhere would carry the lab's packets away. */
export function refuseForeignRoutes(): void {
  for (const [family, prefix] of [
    ['-4', LAB_NET.ipv4.prefix],
    ['-6', LAB_NET.ipv6.prefix.replace(/:+$/, '')],
  ] as const) {
    const foreign = run('ip', [family, '-o', 'route', 'show', 'table', 'all'])
      .stdout.split('\n')
      .find((line) => line.includes(prefix) && !line.includes(` dev ${BRIDGE}`));
    if (foreign)
      throw new Error(`this machine already has a route for the lab's range, so the lab stays down: ${foreign}`);
  }
}

/** The wire between the lab hosts, with the machine itself attached to it as the place of visitors and operators. */
export function raiseBridge(): void {
  refuseForeignRoutes();
  if (existsSync(`/sys/class/net/${BRIDGE}`)) return;
  run(
    'ip',
    ['-batch', '-'],
    [
      `link add ${BRIDGE} type bridge`,
      `addr add ${labIpv4('visitor')}/${LAB_NET.ipv4.bits} dev ${BRIDGE}`,
      `addr add ${labIpv6('visitor')}/${LAB_NET.ipv6.bits} dev ${BRIDGE} nodad`,
      `link set ${BRIDGE} up`,
    ].join('\n'),
  );
}

/** Removes the wire and everything that is still plugged into it. */
export function removeBridge(): void {
  const links = run('ip', ['-o', 'link', 'show']).stdout.matchAll(/^\d+: (dtp-[a-z0-9]+|deer-to-puma)[@:]/gm);
  for (const [, name] of links) {
    const there = (): boolean => name !== undefined && existsSync(`/sys/class/net/${name}`);
    // A veth disappears with the namespace of its host, perhaps just now.
    if (name && there() && spawnSync('ip', ['link', 'del', name]).status !== 0 && there()) {
      throw new Error(`the link ${name} from an earlier lab cannot be removed; try: ip link del ${name}`);
    }
  }
}

/** Plugs a host, given by its process 1, into the wire. It gets no default route: nothing leaves the lab. */
export function plugIn(host: LabHost, init: number): void {
  const outer = `dtp-${host}`;
  run(
    'ip',
    ['-batch', '-'],
    [`link add ${outer} type veth peer name eth0 netns ${init}`, `link set ${outer} master ${BRIDGE} up`].join('\n'),
  );
  run(
    'nsenter',
    ['-t', String(init), '-n', 'ip', '-batch', '-'],
    [
      'link set lo up',
      `addr add ${labIpv4(host)}/${LAB_NET.ipv4.bits} dev eth0`,
      `addr add ${labIpv6(host)}/${LAB_NET.ipv6.bits} dev eth0 nodad`,
      'link set eth0 up',
    ].join('\n'),
  );
}
