import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../targets/schema.js';
import { overSsh } from './over-ssh.js';
import { migrationKey } from './seal.js';
import { takeInventory, type Role } from './take.js';
import type { Inventory } from './types.js';
import { zoneNames } from './zone-names.js';

export type Pair = { readonly old: Inventory; readonly new: Inventory };

/**
 * Takes the inventory of one host, with the key of the migration.
 * @param state the operator's folder of this migration
 * @throws {NoAnswer} when the host could not be asked
 */
export async function takeOne(target: Target, role: Role, state: string): Promise<Inventory> {
  const taking = takeInventory(target, role, migrationKey(state), overSsh(target.hosts[role]));
  // Both hosts share the zone; names in it that the target does not list are reported for the old host, like everything that was not looked at.
  if (role === 'new') return taking;
  const [inventory, names] = await Promise.all([taking, zoneNames(target)]);
  const { sighted, unreadable } = inventory.yardstick;
  return {
    ...inventory,
    yardstick: { sighted: [...sighted, ...names.sighted], unreadable: [...unreadable, ...names.unreadable] },
  };
}

/** Takes both inventories concurrently. */
export async function takeBoth(target: Target, state: string): Promise<Pair> {
  const [old, now] = await Promise.all([takeOne(target, 'old', state), takeOne(target, 'new', state)]);
  return { old, new: now };
}

const fileIn = (state: string, role: Role): string => join(state, `inventory-${role}.json`);

/** Keeps the newest pair, so that an explanation can be tried without asking the hosts again. */
export function keepPair(state: string, pair: Pair): void {
  mkdirSync(state, { recursive: true, mode: 0o700 });
  for (const role of ['old', 'new'] as const)
    writeFileSync(fileIn(state, role), JSON.stringify(pair[role]), { mode: 0o600 });
}

/** @throws Error when none was stored */
export function readPair(state: string): Pair {
  // Written by keepPair of this program: its shape is not validated again.
  const read = (role: Role): Inventory => JSON.parse(readFileSync(fileIn(state, role), 'utf8')) as Inventory;
  return { old: read('old'), new: read('new') };
}
