import { word, type Context, type Reply, type Routes, redirect } from '../web/context.js';
import { html, type Html } from '../web/html.js';
import { page } from '../web/layout.js';

const GLANCE = [
  'about/thepeople',
  'wiki/press%20information',
  'bod',
  'wiki/BeVolunteer',
  'terms',
  'privacy',
  'stats',
  'impressum',
];

/** The frame of everything the site says about itself. */
export const aboutPage = (
  context: Context,
  content: Html,
  title = word(context, 'AboutUsPage'),
  heading = word(context, 'AboutUsPage'),
): Reply =>
  page(context, {
    title,
    home: 'main',
    teaser: heading,
    subnav: [
      ['about', word(context, 'footer_about')],
      ['about/faq', word(context, 'Faq')],
      ['about/feedback', word(context, 'Contact')],
    ],
    col1: html`<h3>${word(context, 'About_AtAGlance')}</h3>
      <ul>
        <li><a href="about/getactive">${word(context, 'BeActive')}</a></li>
        ${GLANCE.map((to) => html`<li><a href="${to}">${word(context, `About_${decodeURI(to)}`)}</a></li>`)}
      </ul>`,
    col3: content,
  });

const text =
  (code: string, title?: string) =>
  (context: Context): Promise<Reply> =>
    Promise.resolve(aboutPage(context, html`<p>${word(context, code)}</p>`, title));

async function faq(context: Context): Promise<Reply> {
  const questions = await context.db.rows<{ QandA: string }>(
    "SELECT QandA FROM faq WHERE Active = 'Active' ORDER BY SortOrder",
  );
  return aboutPage(
    context,
    html`<dl id="faq">
      ${questions.map(
        ({ QandA }) =>
          html`<dt><h3>${word(context, `FaqQ_${QandA}`)}</h3></dt>
            <dd>${word(context, `FaqA_${QandA}`)}</dd>`,
      )}
    </dl>`,
  );
}

/** Visitors are sent to the start page, members without rights are told so. */
function admin(context: Context): Promise<Reply> {
  if (!context.member) return Promise.resolve(redirect(context, ''));
  if (context.path[1] !== 'norights') return Promise.resolve(redirect(context, 'admin/norights'));
  return Promise.resolve(page(context, { teaser: html`<a href="admin">AdminTools</a>`, col3: html`<p>-</p>` }));
}

export const routes: Routes = {
  about: text('AboutUs_TheIdea'),
  terms: text('SignupTerms', 'About BeWelcome: Terms of Use'),
  'about/terms': text('SignupTerms', 'About BeWelcome: Terms of Use'),
  privacy: text('PrivacyStatement', 'About BeWelcome: Privacy policy'),
  'about/privacy': text('PrivacyStatement', 'About BeWelcome: Privacy policy'),
  impressum: text('Impressum', 'About BeWelcome: Impressum'),
  faq,
  faqs: faq,
  'about/faq': faq,
  explore: text('Explore_text', 'ExploreTitle'),
  donate: text('Donate_text', 'BeWelcome'),
  shop: text('Shop_text', 'Spread Bewelcome'),
  tour: text('Tour_text', 'The Tour - BeWelcome'),
  admin,
};
