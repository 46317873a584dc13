import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ForumTexts, writeForum, writeGroups } from './seed/forum.js';
import { writePeople } from './seed/people.js';
import { writePlaces } from './seed/places.js';
import { randomFrom } from './seed/random.js';
import { writeHistory, writeSequences, writeSettings } from './seed/settings.js';
import { Dump } from './seed/sql.js';
import { writeMessages, writePictures, writeStories } from './seed/things.js';

/** As many as user_seq counts with; see writeSequences. */
const MEMBERS = 200;

/**
 * Writes the data of a small community, the same bytes each time: BW_MAIN.sql, BW_ARCH.sql and BW_CRYPTED.sql (rows for
 * the schema of the same name) and data/ with pictures. alice, bob, carol (not public), dave are Active; erin is Pending,
 * frank MailToConfirm, grace Banned. Everybody's password is `lab-member-` and the username.
 */
export function writeSeed(outDir: string): Promise<void> {
  const [main, archive, crypted] = [new Dump(), new Dump(), new Dump()];
  const data = join(outDir, 'data');
  mkdirSync(data, { recursive: true });
  const random = randomFrom(20120622);
  const places = writePlaces(main);
  const people = writePeople(main, crypted, random, places, MEMBERS);
  writeSettings(main, people, 'bewelcome.example');
  const texts = new ForumTexts(main);
  writeForum(main, texts, random, people);
  writeGroups(main, random, people);
  writeMessages(main, random, people);
  writePictures(main, data, people);
  writeStories(main, random, people);
  writeHistory(main, archive, random, people);
  writeSequences(main);
  for (const [name, dump] of Object.entries({ BW_MAIN: main, BW_ARCH: archive, BW_CRYPTED: crypted })) {
    writeFileSync(join(outDir, `${name}.sql`), dump.text());
  }
  return Promise.resolve();
}
