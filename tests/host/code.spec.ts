import { check, expect, proves, shownRevision, target, test } from '../../fixtures/index.js';

test.describe('Code', proves('2'), () => {
  for (const site of Object.values(target.sites)) {
    const { name, branch, root, host } = site;

    test(`${name} on Puma is checked out from ${branch}`, check('code/branch-checked-out', name), ({ puma }) => {
      expect(puma.deployment(site).branch, `git rev-parse --abbrev-ref HEAD in ${root} on Puma`).toBe(branch);
    });

    test(`${name} on Puma is the head of ${branch}`, check('code/at-branch-head', name), ({ puma }) => {
      const head = puma.originHead(site);

      expect(puma.deployment(site).head, `git rev-parse HEAD in ${root} on Puma; git pull brings it up to date`).toBe(
        head,
      );
    });

    test(`The work tree of ${name} on Puma is clean`, check('code/work-tree-clean', name), ({ puma }) => {
      expect(puma.deployment(site).changes, `git status --porcelain in ${root} on Puma`).toEqual([]);
    });

    test(
      `The footer of ${name} on Puma shows the revision on disk`,
      check('code/revision-in-footer', name),
      async ({ puma, visitor }) => {
        const { head, revision } = puma.deployment(site);
        const { text } = await visitor.get(`http://${host}/`);

        expect(revision, `${root}/revision.txt on Puma`).toBe(head.slice(0, 7));
        expect(shownRevision(text), `"BW Rox rev." in the footer of http://${host}/`).toBe(head.slice(0, 7));
      },
    );
  }
});
