import { expect, test } from '@playwright/test';
import { documented, runToEnd } from '../docs/documented.js';

/** The pair's commands, as a user types them. One lab, so one test at a time. */
test.describe.configure({ mode: 'serial', timeout: 30 * 60_000 });

test('"up" brings the pair up, and a second "up" reports that it is already up', () => {
  const first = runToEnd(documented('npm run lab -- up --pair blog'));
  expect(first.status, first.said).toBe(0);

  expect(runToEnd(documented('npm run lab -- up --pair blog')).said).toContain('already up');
});

test('"status" lists the hosts of the pair, and a shell opens on each of them', () => {
  const { status, said } = runToEnd(documented('npm run lab -- status'));

  expect(status, said).toBe(0);
  expect(said).toMatch(/^lab: pair blog, .*^ {2}old +198\.51\.100\.50 .* up$.*^ {2}new +198\.51\.100\.60 .* up$/ms);
  expect(runToEnd(documented('npm run lab -- shell old -- cat /etc/debian_version')).said).toMatch(/^11\./);
  expect(runToEnd(documented('npm run lab -- shell new -- cat /etc/debian_version')).said).toMatch(/^13\./);
});

test('a host of another pair and an unknown pair are refused, and the valid names are listed', () => {
  expect(runToEnd(documented('npm run lab -- shell deer'))).toMatchObject({
    status: 1,
    said: expect.stringContaining('One of: old, new,'),
  });
  expect(runToEnd(documented('npm run lab -- up --pair shop'))).toMatchObject({
    status: 1,
    said: expect.stringContaining('the pairs are: bewelcome, blog'),
  });
});

test('a state is saved, loaded, and deleted', () => {
  expect(runToEnd(documented('npm run lab -- shell old -- touch /root/kept')).status).toBe(0);
  expect(runToEnd(documented('npm run lab -- save my-state')).status).toBe(0);
  expect(runToEnd(documented('npm run lab -- load before-switch --pair blog')).status).toBe(0);
  expect(runToEnd(documented('npm run lab -- shell old -- test -e /root/kept')).status).toBe(1);

  expect(runToEnd(documented('npm run lab -- load my-state --pair blog')).status).toBe(0);

  expect(runToEnd(documented('npm run lab -- shell old -- test -e /root/kept')).status).toBe(0);
  expect(runToEnd(documented('npm run lab -- load before-switch')).status).toBe(0);
  expect(runToEnd(documented('npm run lab -- forget my-state')).status).toBe(0);
});
