import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

type Lock = { readonly packages: Readonly<Record<string, { readonly engines?: { readonly node?: string } }>> };

test('package-lock.json says that dns2 runs on Node 20 (CONTRIBUTING.md, "Packages that need an explanation")', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  const ours = packages['']?.engines?.node;

  expect(ours).toBe('>=20.12');
  expect(packages['node_modules/dns2']?.engines?.node, 'engines of dns2 in package-lock.json').toBe('>=20');
});
