import type { SessionData } from './session.js';
import { ENGLISH, type Language, type Words } from './words.js';

/** The language of the session, of the older pages' cookie, or the first of Accept-Language we have; else English. */
export function chooseLanguage(
  words: Words,
  session: SessionData,
  lastLang: string | undefined,
  acceptLanguage: string,
): Language {
  const wanted = [
    session.lang,
    lastLang,
    ...acceptLanguage.split(',').map((part) => part.trim().slice(0, 2).toLowerCase()),
    ENGLISH.code,
  ];
  for (const code of wanted) {
    const found = words.languages.find((language) => language.code === code);
    if (found) return found;
  }
  return ENGLISH;
}
