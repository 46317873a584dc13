import { expect, test } from '@playwright/test';
import * as z from 'zod';
import { readSettings } from '../../../helpers/core/settings.js';
import { secretsOf, withoutSecrets } from '../../../helpers/evidence/evidence-item.js';
import { source as bewelcome } from '../../../targets/bewelcome/target.js';
import { LAB_ROX } from '../../../lab/rox.js';
import { lab, LAB_OPERATOR } from '../../../targets/lab/target.js';
import { TargetSchema } from '../../../targets/schema.js';
import { isSecret, partsOf } from '../../../targets/secret.js';

type Leaf = { readonly path: string; readonly schema: z.core.$ZodType };

/** Every value that a target can hold, with where it is. */
const leaves = (schema: z.core.$ZodType, path = ''): Leaf[] => {
  const parts = partsOf(schema);
  const below = ({ schema: part, key = '' }: (typeof parts)[number]): Leaf[] => leaves(part, `${path}.${key}`);
  return parts.length === 0 ? [{ path: path.replace(/\.+/g, '.').replace(/^\./, ''), schema }] : parts.flatMap(below);
};
const LEAVES = leaves(TargetSchema);
const NAMED_LIKE_ONE = /(pass|secret|token|key)\w*$/i;

const complete = Object.fromEntries(bewelcome.settings.map(({ name, example }) => [name, example]));
const given = { ...complete, MIGRATION_TARGET: 'bewelcome' };

test('in a target, every field whose name suggests a secret is declared as one', () => {
  const texts = LEAVES.filter(({ schema }) => schema instanceof z.ZodString && !isSecret(schema));

  expect(texts.filter(({ path }) => NAMED_LIKE_ONE.test(path)).map(({ path }) => path)).toEqual([]);
  expect(LEAVES.filter(({ schema }) => isSecret(schema)).length).toBeGreaterThanOrEqual(8);
});

test('the search for secrets covers every part of a target', () => {
  const plain = [z.ZodString, z.ZodStringFormat, z.ZodNumber, z.ZodBoolean, z.ZodEnum, z.ZodLiteral, z.ZodCustom];
  const unknown = LEAVES.filter(({ schema }) => !plain.some((kind) => schema instanceof kind));

  expect(unknown.map(({ path }) => path)).toEqual([]);
});

test('a setting that provides a password or a key fills a secret field', () => {
  const settings = bewelcome.settings.filter(({ name }) => /PASSWORD|KEY/.test(name));
  const secrets = LEAVES.filter(({ schema }) => isSecret(schema)).map(({ path }) => path);

  expect(settings.length).toBeGreaterThanOrEqual(8);
  expect(settings.filter(({ fills }) => !secrets.includes(fills ?? '')).map(({ name }) => name)).toEqual([]);
});

test('the secrets of a target are those of every account, member, and site', () => {
  const { reader, writer, application } = lab.databases;
  const passwords = [reader, writer, application, LAB_OPERATOR, ...Object.values(LAB_ROX.members)].map(
    (account) => account?.password,
  );
  const keys = Object.values(LAB_ROX.sites).map(({ mapsKey }) => mapsKey);

  expect(secretsOf(lab).sort()).toEqual([...passwords, ...keys].sort());
});

test('a secret that begins with another secret is masked completely', () => {
  expect(withoutSecrets(`as ${lab.databases.writer?.password ?? ''}`, secretsOf(lab))).toBe('as (secret)');
});

test('a password too short to be masked is refused, without being quoted', () => {
  const read = (): unknown => readSettings({ ...given, MIGRATION_DB_PASSWORD: 'abc1234' });

  expect(read).toThrow(
    'MIGRATION_DB_PASSWORD has fewer than 8 characters and is too short to be masked wherever it occurs',
  );
  expect(read).not.toThrow('abc1234');
});
