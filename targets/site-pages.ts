/** What visitors and search engines ask a Rox site of June 2012 for. Paths are those of www over http. */

/** Their words change with a release, not with what members write. */
export const STEADY_PAGES: readonly string[] = [
  ...['/login', '/signup', '/about', '/about/faq', '/terms', '/privacy', '/impressum', '/tour', '/donate', '/explore'],
  ...['/shop', '/feedback', '/bw/lostpassword.php', '/messages', '/members/no_such_member'],
  // Redirects, old addresses, doors that stay closed.
  ...['/lostpassword.php', '/bw/signup.php', '/search', '/find', '/admin', '/forums/new', '/rox/in/de/about'],
  // Files, and what is none: the start page answers for it.
  ...['/robots.txt', '/bw.ico', '/images/logo.png', '/styles/css/minimal/minimal.css', '/script/map.js'],
];

/** What a baseline opens in a browser on the old host, to know what its pages complain of. */
export const VISITED = {
  guest: [
    ...['/', '/login', '/signup', '/signup/2', '/signup/3', '/signup/4', '/searchmembers', '/forums', '/forums/s1'],
    ...['/groups', '/groups/1', '/groups/1/members', '/gallery', '/wiki', '/blog', '/places', '/places/DE', '/about'],
    ...['/about/stats', '/feedback', '/bw/lostpassword.php', '/messages', '/members/no_such_member', '/no-such-page'],
    '/searchmembers/ajax?searchmembers_callbackId=1&mapsearch=0&limitcount=10',
  ],
  member: {
    signIn: {
      page: '/login',
      fields: ['#login-u', '#login-p'],
      submit: '#login-widget input[type=submit]',
      proof: '#header-logout-link',
    },
    paths: [
      ...[
        '/',
        '/members/SELF',
        '/members/SELF/comments',
        '/editmyprofile',
        '/mypreferences',
        '/messages',
        '/messages/sent',
      ],
      ...['/messages/compose/OTHER', '/forums', '/forums/new', '/groups/mygroups', '/groups/1', '/groups/1/join'],
      ...['/gallery/upload', '/gallery/show/user/SELF', '/blog/create', '/wiki', '/feedback', '/admin'],
    ],
  },
};

/** Lists and texts of members. */
export const LIVING_PAGES: readonly string[] = [
  ...['/', '/forums', '/forums/s1', '/groups', '/groups/1', '/gallery', '/wiki', '/blog', '/places', '/places/DE'],
  ...['/searchmembers', '/about/stats', '/rss/forumthreads', '/rss/blog', '/no-such-page-anywhere'],
];

/** Tables of Rox that grow slowly. */
export const COUNTED_TABLES = [
  {
    database: 'BW_MAIN',
    tables: ['members', 'messages', 'forums_threads', 'forums_posts', 'words', 'geonames_cache'],
  },
  { database: 'BW_CRYPTED', tables: ['cryptedfields'] },
];
