/** Addresses that visitors and search engines request from a Rox site of June 2012: paths of www over http. */

/** A page and files that everyone receives unchanged. */
export const PROBES: string[] = ['/about', '/robots.txt', '/styles/css/minimal/minimal.css', '/images/logo.png'];

/** Their text changes with a release, not with what members write. */
export const STEADY_PAGES: readonly string[] = [
  ...['/login', '/signup', '/about', '/about/faq', '/terms', '/privacy', '/impressum', '/tour', '/donate', '/explore'],
  ...['/shop', '/feedback', '/bw/lostpassword.php', '/messages', '/members/no_such_member'],
  // Redirects, old addresses, and pages that stay closed.
  ...['/lostpassword.php', '/bw/signup.php', '/search', '/find', '/admin', '/forums/new', '/rox/in/de/about'],
  // Files, and a path that is not a file: the start page is returned for it.
  ...['/robots.txt', '/bw.ico', '/images/logo.png', '/styles/css/minimal/minimal.css', '/script/map.js'],
];

/**
 * Pages that a baseline opens in a browser on the old host, to record their complaints and missing parts. A landmark is
 * something that only that page has: for any unknown address, the site answers 200 with its start page.
 */
export const VISITED = {
  guest: [
    { path: '/', landmark: '#index' },
    { path: '/login', landmark: '#login-widget' },
    { path: '/signup', landmark: '#register-username' },
    ...['/signup/2', '/signup/3', '/signup/4'].map((path) => ({ path })),
    { path: '/searchmembers', landmark: 'form#searchmembers' },
    { path: '/searchmembers/ajax?searchmembers_callbackId=1&mapsearch=0&limitcount=10' },
    { path: '/forums', landmark: '#forum' },
    { path: '/forums/s1' },
    { path: '/groups', landmark: '#GroupsSearchInput' },
    { path: '/groups/1' },
    { path: '/groups/1/members' },
    { path: '/gallery', landmark: 'a[href^="gallery/show"]' },
    { path: '/wiki', landmark: 'form[name=powersearch]' },
    { path: '/blog', landmark: '#blog-search-form' },
    { path: '/places', landmark: 'a[href^="places/"]' },
    { path: '/places/DE', landmark: 'a[href^="places/DE/"]' },
    { path: '/about' },
    { path: '/about/stats', landmark: 'canvas#members-alltime' },
    { path: '/feedback', landmark: '#FeedbackQuestion' },
    { path: '/bw/lostpassword.php', landmark: 'input[name=UserNameOrEmail]' },
    { path: '/messages', landmark: '#login-widget' },
    { path: '/members/no_such_member' },
    { path: '/no-such-page' },
  ],
  member: {
    signIn: {
      page: '/login',
      fields: ['#login-u', '#login-p'],
      submit: '#login-widget input[type=submit]',
      proof: '#header-logout-link',
    },
    pages: [
      { path: '/', landmark: '#personalmenu' },
      { path: '/members/SELF', landmark: '#profile_pic' },
      { path: '/members/SELF/comments' },
      { path: '/members/OTHER', landmark: '#profile' },
      { path: '/members/OTHER/comments', landmark: '#profile_pic' },
      { path: '/editmyprofile', landmark: 'input[name=profile_picture]' },
      { path: '/mypreferences', landmark: 'input[name=passwordold]' },
      { path: '/messages', landmark: '#msgform' },
      { path: '/messages/sent', landmark: '#msgform' },
      { path: '/messages/compose/OTHER', landmark: 'textarea[name=text]' },
      { path: '/forums', landmark: '#boardnewtopicbottom' },
      { path: '/forums/new', landmark: '#topic_title' },
      { path: '/groups/mygroups', landmark: 'div.groupbox' },
      { path: '/groups/1' },
      { path: '/groups/1/join' },
      { path: '/gallery/upload', landmark: '#gallery-img-upload' },
      { path: '/gallery/show/user/SELF' },
      { path: '/blog/create', landmark: '#create-title' },
      { path: '/wiki', landmark: 'textarea#ewiki_content, form[name=powersearch]' },
      { path: '/feedback' },
      { path: '/admin' },
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
