#!/bin/sh
# Ends the time in which authors may edit posts that somebody has answered; leaves a row in the logs every run.
# Credentials: ~/.my.cnf.
set -eu
mysql BW_MAIN <<'SQL'
UPDATE forums_posts, forums_threads
   SET forums_posts.OwnerCanStillEdit = 'No'
 WHERE forums_posts.threadid = forums_threads.threadid
   AND forums_posts.postid <> forums_threads.last_postid
   AND forums_posts.OwnerCanStillEdit = 'Yes'
   AND forums_posts.create_time BETWEEN NOW() - INTERVAL 90 MINUTE AND NOW() - INTERVAL 30 MINUTE;
SET @closed = ROW_COUNT();
INSERT INTO BW_ARCH.logs (IdMember, Str, Type, created, IpAddress)
VALUES (1, CONCAT('Disabling Edit for forums post older than 30 minutes which have been replied, Updated rows=', @closed),
        'cron_task', NOW(), INET_ATON('127.0.0.1'));
SQL
