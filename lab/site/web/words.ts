import type { Database } from './database.js';

export type Language = { readonly id: number; readonly code: string; readonly name: string };

/** The texts of the interface and its languages, as stored in the tables `words` and `languages`. */
export type Words = {
  readonly languages: readonly Language[];
  readonly countUse: boolean;
  /** The text in that language, else in English, else the code itself. %s and %d take the arguments in turn. */
  text(code: string, language: Language, ...args: (string | number)[]): string;
};

export const ENGLISH: Language = { id: 0, code: 'en', name: 'English' };

function fill(sentence: string, args: readonly (string | number)[]): string {
  let next = 0;
  return sentence.replace(/%[sd]/g, (mark) => String(args[next++] ?? mark));
}

async function readWords(db: Database): Promise<Words> {
  const languages = await db.rows<{ id: number; code: string; name: string }>(
    'SELECT id, ShortCode AS code, Name AS name FROM languages ORDER BY FlagSortCriteria, id',
  );
  const texts = new Map<string, string>();
  for (const row of await db.rows<{ code: string; IdLanguage: number; Sentence: string }>(
    'SELECT code, IdLanguage, Sentence FROM words',
  )) {
    texts.set(`${row.IdLanguage} ${row.code}`, row.Sentence);
  }
  const params = await db.first<{ toggle: string }>('SELECT ToggleStatsForWordsUsage AS toggle FROM params LIMIT 1');
  return {
    languages,
    countUse: params?.toggle === 'Yes',
    text: (code, language, ...args) =>
      fill(texts.get(`${language.id} ${code}`) ?? texts.get(`0 ${code}`) ?? code, args),
  };
}

/** Words kept for five seconds: translators see their change at once, and pages do not read the table each time. */
export function wordsOf(db: Database): () => Promise<Words> {
  let kept: Promise<Words> | undefined;
  let until = 0;
  return () => {
    if (kept === undefined || Date.now() > until) {
      until = Date.now() + 5_000;
      kept = readWords(db);
      kept.catch(() => (kept = undefined));
    }
    return kept;
  };
}
