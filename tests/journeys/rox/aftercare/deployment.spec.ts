import { check, expect, NEW, proves, target, test } from '../../../../fixtures/aftercare/test.js';
import { roxOf } from '../../../../helpers/journeys/rox/options.js';
import { shownRevision } from '../../../../helpers/journeys/rox/revision.js';

const { deployment } = target.aftercare;
const sites = Object.values(roxOf(target).sites);

test.describe('Deployment', proves('deployment'), () => {
  test(
    `The deployment script exists on ${NEW}, and ${deployment.user} can run it`,
    check('deployment/script-runnable'),
    ({ deploymentScript }) => {
      const { exists, mayRun, why } = deploymentScript;

      expect(exists, `${deployment.script} on ${NEW}`).toBe(true);
      expect(mayRun, `${deployment.script} on ${NEW}, as ${deployment.user}: ${why}`).toBe(true);
    },
  );

  for (const site of sites) {
    const { name, root, branch, host } = site;

    test(
      `${name} on ${NEW} serves the head of ${branch}`,
      check('deployment/serves-branch-head', name),
      async ({ aftercareContext, askNewHost }) => {
        const { head, changes, revision } = aftercareContext.newHost.deployment(site);
        const { text } = await askNewHost(`http://${host}/`);

        expect(head, `HEAD of ${root} on ${NEW}; ${deployment.script} brings it up to date`).toBe(
          aftercareContext.newHost.originHead(site),
        );
        expect(changes, `git status --porcelain in ${root} on ${NEW}`).toEqual([]);
        expect(revision, `${root}/revision.txt on ${NEW}`).toBe(head.slice(0, 7));
        expect(shownRevision(text), `"BW Rox rev." in the footer of http://${host}/`).toBe(head.slice(0, 7));
      },
    );
  }

  test(
    `New code has been deployed to ${NEW} since the switch`,
    check('deployment/used-since-cutover'),
    ({ aftercareContext, switchedAt }) => {
      const moved = sites.map((site) => aftercareContext.newHost.deployment(site).movedAt ?? '');
      const last = moved.sort().at(-1) ?? '';
      const since = switchedAt.toISOString();

      expect(
        last > since,
        `the last deployment on ${NEW} was at ${last || 'an unknown time'} (git reflog), and the switch at ${since}: the script has not been seen to work`,
      ).toBe(true);
    },
  );
});
