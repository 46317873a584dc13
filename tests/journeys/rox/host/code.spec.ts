import { check, expect, NEW, proves, rox, test } from '../../../../fixtures/journeys/rox/test.js';
import { shownRevision } from '../../../../helpers/journeys/rox/revision.js';

test.describe('Code', proves('2'), () => {
  for (const site of Object.values(rox.sites)) {
    const { name, branch, root, host } = site;

    test(`${name} on ${NEW} is checked out from ${branch}`, check('code/branch-checked-out', name), ({ newHost }) => {
      expect(newHost.deployment(site).branch, `git rev-parse --abbrev-ref HEAD in ${root} on ${NEW}`).toBe(branch);
    });

    test(`${name} on ${NEW} is at the head of ${branch}`, check('code/at-branch-head', name), ({ newHost }) => {
      const { head, branch: now } = newHost.deployment(site);

      expect(
        head,
        `git rev-parse HEAD in ${root} on ${NEW}, where ${now} is checked out${now === branch ? '; git pull brings it up to date' : `, not ${branch}`}`,
      ).toBe(newHost.originHead(site));
    });

    test(`The working tree of ${name} on ${NEW} is clean`, check('code/work-tree-clean', name), ({ newHost }) => {
      expect(newHost.deployment(site).changes, `git status --porcelain in ${root} on ${NEW}`).toEqual([]);
    });

    test(
      `The footer of ${name} on ${NEW} shows the revision on disk`,
      check('code/revision-in-footer', name),
      async ({ newHost, visitor }) => {
        const { head, revision } = newHost.deployment(site);
        const { text } = await visitor.get(`http://${host}/`);

        expect(revision, `${root}/revision.txt on ${NEW}`).toBe(head.slice(0, 7));
        expect(shownRevision(text), `"BW Rox rev." in the footer of http://${host}/`).toBe(head.slice(0, 7));
      },
    );
  }
});
