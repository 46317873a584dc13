import type { Context } from '../../web/context.js';

const ANSWER_WITHIN_MS = 20_000;

/** Yesterday as the import names it. On the first of a month it asks for day 00, a fault the real site has too. */
export function yesterdayAsAsked(today: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate() - 1)}`;
}

async function lines(context: Context, file: string): Promise<string[][]> {
  const base = context.config.get('google', 'geonames_download', 'http://download.geonames.org/export/dump/');
  const answer = await fetch(new URL(file, base), { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  // A file that is not there is no news: the real import says success then.
  if (!answer.ok) return [];
  return (await answer.text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}

async function updatePlaces({ db }: Context, rows: readonly string[][]): Promise<void> {
  for (const row of rows) {
    const [id = '', name = '', , , latitude = '', longitude = '', fclass = '', fcode = '', country = '', , admin = ''] =
      row;
    if (!(await db.first('SELECT geonameid FROM geonames_cache WHERE geonameid = ?', [Number(id)]))) continue;
    await db.write(
      `INSERT INTO geonames_cache_backup (geonameid, latitude, longitude, name, population, fclass, fcode, fk_countrycode,
         fk_admincode, timezone, parentAdm1Id, parentCountryId, date_updated, date_backup)
       SELECT geonameid, latitude, longitude, name, population, fclass, fcode, fk_countrycode, fk_admincode, timezone,
         parentAdm1Id, parentCountryId, date_updated, NOW() FROM geonames_cache WHERE geonameid = ?`,
      [Number(id)],
    );
    await db.write(
      `UPDATE geonames_cache SET name = ?, latitude = ?, longitude = ?, fclass = ?, fcode = ?, fk_countrycode = ?,
         fk_admincode = ?, population = ?, timezone = ?, date_updated = ? WHERE geonameid = ?`,
      [
        name,
        Number(latitude),
        Number(longitude),
        fclass,
        fcode,
        country,
        admin,
        Number(row[14] ?? 0),
        row[17] ?? '',
        row[18] ?? '',
        Number(id),
      ],
    );
  }
}

async function updateNames({ db }: Context, rows: readonly string[][]): Promise<void> {
  for (const [nameId = '', id = '', language = '', name = '', preferred = '', short = ''] of rows) {
    await db.write(
      `REPLACE INTO geonames_alternate_names (alternateNameId, geonameid, isoLanguage, alternateName, isPreferredName, isShortName)
       VALUES (?, ?, ?, ?, ?, ?)`,
      [Number(nameId), Number(id), language, name, preferred === '1' ? 1 : 0, short === '1' ? 1 : 0],
    );
  }
}

/** Takes over what GeoNames changed yesterday, for places we know. False where it could not be fetched. */
export async function refreshGeo(context: Context): Promise<boolean> {
  const date = yesterdayAsAsked(new Date());
  try {
    await updatePlaces(context, await lines(context, `modifications-${date}.txt`));
    await updateNames(context, await lines(context, `alternateNamesModifications-${date}.txt`));
    return true;
  } catch {
    return false;
  }
}
