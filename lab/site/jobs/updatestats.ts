import { runJob } from './run.js';

/** One row about yesterday: how many members there are, what they wrote and read, and how many came. */
await runJob('updatestats', async ({ db, config }) => {
  await db.write(`
    INSERT INTO stats (created, NbActiveMembers, NbMessageSent, NbMessageRead, NbMemberWithOneTrust, NbMemberWhoLoggedToday)
    SELECT CURDATE() - INTERVAL 1 DAY,
           (SELECT COUNT(*) FROM members WHERE Status IN ('Active', 'ChoiceInactive', 'OutOfRemind')),
           (SELECT COUNT(*) FROM messages
             WHERE DateSent >= CURDATE() - INTERVAL 1 DAY AND DateSent < CURDATE()),
           (SELECT COUNT(*) FROM messages
             WHERE WhenFirstRead >= CURDATE() - INTERVAL 1 DAY AND WhenFirstRead < CURDATE()),
           (SELECT COUNT(DISTINCT comments.IdToMember) FROM comments
              JOIN members ON members.id = comments.IdToMember
               AND members.Status IN ('Active', 'ChoiceInactive', 'OutOfRemind')
             WHERE comments.Quality = 'Good'),
           (SELECT COUNT(DISTINCT IdMember) FROM ${config.archive}.logs
             WHERE Type = 'Login' AND Str LIKE 'Successful login%'
               AND created >= CURDATE() - INTERVAL 1 DAY AND created < CURDATE())`);
});
