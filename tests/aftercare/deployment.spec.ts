import { check, expect, proves, shownRevision, target, test } from '../../fixtures/index.js';

const { deployment } = target.aftercare;

test.describe('Deployment', proves('deployment'), () => {
  test(
    'Puma has its deployment script, and its user may start it',
    check('deployment/script-runnable'),
    ({ deploymentScript }) => {
      const { exists, mayRun, why } = deploymentScript;

      expect(exists, `${deployment.script} on Puma`).toBe(true);
      expect(mayRun, `${deployment.script} on Puma, as ${deployment.user}: ${why}`).toBe(true);
    },
  );

  for (const site of Object.values(target.sites)) {
    const { name, root, branch, host } = site;

    test(
      `What ${name} on Puma serves is the head of ${branch}`,
      check('deployment/serves-branch-head', name),
      async ({ aftercareContext, askPuma }) => {
        const { head, changes, revision } = aftercareContext.puma.deployment(site);
        const { text } = await askPuma(`http://${host}/`);

        expect(head, `HEAD of ${root} on Puma; ${deployment.script} brings it up to date`).toBe(
          aftercareContext.puma.originHead(site),
        );
        expect(changes, `git status --porcelain in ${root} on Puma`).toEqual([]);
        expect(revision, `${root}/revision.txt on Puma`).toBe(head.slice(0, 7));
        expect(shownRevision(text), `"BW Rox rev." in the footer of http://${host}/`).toBe(head.slice(0, 7));
      },
    );
  }

  test(
    'New code was deployed on Puma since the switch',
    check('deployment/used-since-cutover'),
    ({ aftercareContext, switchedAt }) => {
      const moved = Object.values(target.sites).map((site) => aftercareContext.puma.deployment(site).movedAt ?? '');
      const last = moved.sort().at(-1) ?? '';
      const since = switchedAt.toISOString();

      expect(
        last > since,
        `the last deployment on Puma is of ${last} (git reflog), the switch of ${since}: the script has not been seen to work`,
      ).toBe(true);
    },
  );
});
