import type { BlogContent } from './content.js';

/** kitchen: what the walkers cook, a second site with its own database. */
export const KITCHEN: BlogContent = {
  title: 'Camp Kitchen',
  tagline: 'One pot, one spoon',
  users: [
    { login: 'anna', name: 'Anna Weber', role: 'administrator' },
    { login: 'amina', name: 'أمينة حداد', role: 'author' },
  ],
  pages: [{ slug: 'the-pot', title: 'The pot', text: ['Two liters, a lid that fits, and a handle that stays cool.'] }],
  posts: [
    {
      slug: 'lentils-for-six',
      title: 'Lentils for six',
      date: '2024-01-14 12:00:00',
      author: 'anna',
      categories: ['Soup'],
      tags: ['lentils'],
      text: ['Half a kilo of lentils, two onions, one lemon; 25 minutes over a low flame.', 'Serves six, or Jonas.'],
      picture: 8,
      comments: [{ name: 'Jonas', date: '2024-01-14 13:00:00', text: 'It was a cold day.' }],
    },
    {
      slug: 'شوربة-عدس',
      title: 'شوربة عدس',
      date: '2024-02-25 18:00:00',
      author: 'amina',
      categories: ['Soup'],
      text: ['الكمّون أولًا، ثم البصل.', 'لا تنسَ الليمون.'],
      picture: 9,
    },
    {
      slug: 'kaesespaetzle',
      title: 'Käsespätzle über dem Spirituskocher',
      date: '2024-07-07 19:30:00',
      author: 'anna',
      categories: ['Pans'],
      tags: ['Käse'],
      text: ['Es geht. Man braucht Geduld, 300 g Bergkäse und jemanden, der abwäscht.'],
    },
    {
      slug: 'おにぎり',
      title: '山のおにぎり',
      date: '2024-10-20 06:30:00',
      author: 'amina',
      categories: ['Cold'],
      text: ['梅干しと海苔があれば十分です。🍙'],
      picture: 10,
      comments: [{ name: '佐藤', date: '2024-10-20 12:00:00', text: 'おいしそう！' }],
    },
    {
      slug: 'tea-that-survives',
      title: 'Tea that survives the thermos',
      date: '2025-04-13 07:00:00',
      author: 'anna',
      categories: ['Cold'],
      text: ['Brew it strong, take the leaves out, and add the lemon only when you pour.'],
    },
  ],
};
