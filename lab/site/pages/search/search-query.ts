import type { Context } from '../../web/context.js';

export type Hit = {
  id: number;
  Username: string;
  Accomodation: string;
  latitude: number;
  longitude: number;
  city: string;
  country: string;
  age: number;
};

type Condition = readonly [sql: string, ...values: (string | number)[]];

function conditions({ query, member }: Context): Condition[] {
  const value = (name: string): string => query.get(name) ?? '';
  const all: Condition[] = [
    [
      value('IncludeInactive') === '1'
        ? "m.Status IN ('Active', 'ActiveHidden', 'ChoiceInactive', 'OutOfRemind')"
        : "m.Status = 'Active'",
    ],
  ];
  // A visitor who is not logged in finds public profiles only.
  if (!member) all.push(['EXISTS (SELECT 1 FROM memberspublicprofiles p WHERE p.IdMember = m.id)']);
  if (value('mapsearch') === '1') {
    all.push(
      ['c.latitude BETWEEN ? AND ?', Number(value('bounds_sw_lat')), Number(value('bounds_ne_lat'))],
      ['c.longitude BETWEEN ? AND ?', Number(value('bounds_sw_lng')), Number(value('bounds_ne_lng'))],
    );
  } else {
    if (value('IdCountry') !== '') all.push(['c.fk_countrycode = ?', value('IdCountry')]);
    if (value('CityName') !== '') all.push(['c.name = ?', value('CityName')]);
  }
  if (value('Username') !== '')
    all.push([
      'm.Username LIKE ?',
      value('Username')
        .replace(/[%_\\]/g, '\\$&')
        .replace(/\*/g, '%'),
    ]);
  if (value('TextToFind') !== '') {
    all.push([
      'EXISTS (SELECT 1 FROM memberstrads t WHERE t.IdOwner = m.id AND t.Sentence LIKE ?)',
      `%${value('TextToFind')}%`,
    ]);
  }
  return all;
}

export type Found = {
  readonly hits: readonly Hit[];
  readonly total: number;
  readonly from: number;
  readonly perPage: number;
};

/** Members that fit the fields of the search form in the query. */
export async function findMembers(context: Context): Promise<Found> {
  const { db, query } = context;
  const all = conditions(context);
  const where = all.map(([sql]) => sql).join(' AND ');
  const values = all.flatMap(([, ...rest]) => rest);
  const tables = `members m JOIN geonames_cache c ON c.geonameid = m.IdCity
    LEFT JOIN geonames_countries k ON k.iso_alpha2 = c.fk_countrycode WHERE ${where}`;
  const perPage = Math.min(100, Math.max(1, Number(query.get('limitcount')) || 10));
  const from = Math.max(0, Number(query.get('start_rec')) || 0);
  const total = await db.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${tables}`, values);
  const hits = await db.rows<Hit>(
    `SELECT m.id, m.Username, m.Accomodation, c.latitude, c.longitude, c.name AS city, COALESCE(k.name, '') AS country,
       TIMESTAMPDIFF(YEAR, m.BirthDate, NOW()) AS age
     FROM ${tables} ORDER BY m.created DESC, m.id LIMIT ${from}, ${perPage}`,
    values,
  );
  return { hits, total: total?.n ?? 0, from, perPage };
}
