import { expect, test } from '@playwright/test';
import { PNG } from 'pngjs';
import { askServer, crawl } from '../../../lab/blog/crawl.js';
import { SERVER_NAMES, ZONE, type Server } from '../../../lab/blog/plan.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { up } from '../../../lab/lab.js';
import { BLOG } from '../../../lab/pairs.js';

test.beforeAll(async () => {
  test.setTimeout(30 * 60_000);
  await up(BLOG);
});

/** Runs PHP with WordPress loaded, as the web server's account. */
const inWordpress = (server: Server, code: string): Promise<string> =>
  onHost(server, `su www-data -s /bin/sh -c 'php' <<'END'\n<?php require '/var/www/club/wp-load.php'; ${code}\nEND`);

const ARTICLES = [
  ['/2023/10/秋の尾根/', '茶屋のおばあさん'],
  ['/2024/03/ينابيع-الربيع/', 'أمينة تعرف'],
  ['/2023/05/утро-в-ельнике/', 'कौन सा रास्ता है'],
  ['/2023/12/year-in-numbers-2023/', '☂️'],
] as const;

test('WordPress uses PHP 7.4 on the old host and PHP 8.4 on the new one', async () => {
  const versions = await Promise.all(SERVER_NAMES.map((server) => inWordpress(server, 'echo PHP_VERSION;')));
  expect(versions.map((version) => version.slice(0, 4))).toEqual(['7.4.', '8.4.']);
});

for (const [path, words] of ARTICLES)
  test(`both hosts show the non-Latin characters on ${path}`, async () => {
    for (const server of SERVER_NAMES) {
      const { status, text } = await askServer(server, `https://www.${ZONE}${encodeURI(path)}`);
      expect([server, status]).toEqual([server, 200]);
      expect(text).toContain(words);
    }
  });

test('the uploads on the new host and the smaller sizes that WordPress generated from them are valid images', async () => {
  const pages = [...(await crawl('new')).values()].filter(({ url }) => url.includes('/wp-content/uploads/'));
  expect(pages.length).toBeGreaterThan(5);
  for (const { body } of pages) expect(PNG.sync.read(body).width).toBeGreaterThan(0);
});

/** A post that should have been published a minute ago, and WordPress's note to do so. */
const PLAN = `$when = time() - 60;
$id = wp_insert_post(['post_title' => 'Planned', 'post_status' => 'future', 'post_date_gmt' => gmdate('Y-m-d H:i:s', time() + 3600),
  'post_date' => wp_date('Y-m-d H:i:s', time() + 3600)]);
global $wpdb; $wpdb->update($wpdb->posts, ['post_date_gmt' => gmdate('Y-m-d H:i:s', $when), 'post_date' => wp_date('Y-m-d H:i:s', $when)], ['ID' => $id]);
wp_clear_scheduled_hook('publish_future_post', [$id]); wp_schedule_single_event($when, 'publish_future_post', [$id]); echo $id;`;

const STARTED = { old: ':', new: 'systemctl start wordpress-cron@club.timer' };

for (const server of SERVER_NAMES)
  test(`the ${server} host publishes a scheduled post through ${server === 'old' ? 'a crontab' : 'a timer, which is off until the move'}`, async () => {
    const id = await inWordpress(server, PLAN);
    await onHost(server, STARTED[server]);

    await expect.poll(() => inWordpress(server, `echo get_post_status(${id});`)).toBe('publish');

    await inWordpress(server, `wp_delete_post(${id}, true);`);
    await onHost('new', 'systemctl stop wordpress-cron@club.timer');
  });
