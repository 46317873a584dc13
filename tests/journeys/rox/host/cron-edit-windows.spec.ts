import { check, expect, NEW, proves, target, rox, test } from '../../../../fixtures/journeys/rox/test.js';

const { main, archive } = rox.databases;
const lastLog = `SELECT IFNULL(MAX(id), 0) AS id FROM ${archive}.logs`;
const logsAfter = `SELECT Type, Str FROM ${archive}.logs WHERE id > ? AND Type = ?`;
/** Statements that take out what a test put in. */
const undo: [sql: string, values: unknown[]][] = [];

test.describe('Cron job that closes edit windows', proves('6'), () => {
  test.afterEach(async ({ writer }) => {
    for (const [sql, values] of target.removeWhatWasCreated ? undo.splice(0) : []) await writer.execute(sql, values);
  });

  test(
    `The edit-window job on ${NEW} closes the edit window of an answered post and writes a log row`,
    check('cron/edit-windows-closed', { tag: '@writes' }),
    async ({ newHost, newDatabase, writer }) => {
      // Hidden from the site from the start, so that nobody meets it.
      const thread = await writer.execute(
        `INSERT INTO ${main}.forums_threads (title, ThreadDeleted) VALUES ('cron check', 'Deleted')`,
      );
      undo.push(
        [`DELETE FROM ${main}.forums_threads WHERE threadid = ?`, [thread.id]],
        [`DELETE FROM ${main}.forums_posts WHERE threadid = ?`, [thread.id]],
      );
      const post = `INSERT INTO ${main}.forums_posts (threadid, authorid, message, PostDeleted, create_time) VALUES (?, 0, '', 'Deleted', NOW() - INTERVAL ? MINUTE)`;
      const answered = await writer.execute(post, [thread.id, 45]);
      const last = await writer.execute(post, [thread.id, 40]);
      await writer.execute(`UPDATE ${main}.forums_threads SET last_postid = ? WHERE threadid = ?`, [
        last.id,
        thread.id,
      ]);
      const { id } = await newDatabase.queryOne<{ id: number }>(lastLog);

      const { exitCode } = await newHost.runJob('close-edit');
      const editable = await newDatabase.query(
        `SELECT postid, OwnerCanStillEdit FROM ${main}.forums_posts WHERE threadid = ? ORDER BY postid`,
        [thread.id],
      );

      expect(exitCode, `exit status of close-edit on ${NEW}`).toBe(0);
      expect(editable, `${main}.forums_posts on ${NEW} after the job`).toEqual([
        { postid: answered.id, OwnerCanStillEdit: 'No' },
        { postid: last.id, OwnerCanStillEdit: 'Yes' },
      ]);
      expect(
        await newDatabase.query(logsAfter, [id, 'cron_task']),
        `new rows in ${archive}.logs on ${NEW}`,
      ).not.toEqual([]);
    },
  );
});
