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

const ORDERS: Readonly<Record<string, string>> = {
  'members.created': 'm.created',
  BirthDate: 'm.BirthDate',
  LastLogin: 'm.LastLogin',
  Accomodation: 'm.Accomodation',
  Comments: '(SELECT COUNT(*) FROM comments k WHERE k.IdToMember = m.id)',
};

const ACCOMODATION = ['anytime', 'dependonrequest', 'neverask'];
const OFFERS = ['guidedtour', 'dinner', 'CanHostWeelChair'];

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
  if (['male', 'female'].includes(value('Gender'))) all.push(["m.Gender = ? AND m.HideGender = 'No'", value('Gender')]);
  if (Number(value('MinimumAge')) > 0)
    all.push(['m.BirthDate <= NOW() - INTERVAL ? YEAR', Number(value('MinimumAge'))]);
  if (Number(value('MaximumAge')) > 0)
    all.push(['m.BirthDate > NOW() - INTERVAL ? YEAR', Number(value('MaximumAge')) + 1]);
  if (Number(value('IdGroup')) > 0) {
    all.push([
      "EXISTS (SELECT 1 FROM membersgroups g WHERE g.IdMember = m.id AND g.Status = 'In' AND g.IdGroup = ?)",
      Number(value('IdGroup')),
    ]);
  }
  const hosting = query.getAll('Accomodation[]').filter((one) => ACCOMODATION.includes(one));
  if (hosting.length > 0) all.push([`m.Accomodation IN (${hosting.map(() => '?').join(', ')})`, ...hosting]);
  for (const offer of query.getAll('TypicOffer[]').filter((one) => OFFERS.includes(one)))
    all.push(['FIND_IN_SET(?, m.TypicOffer)', offer]);
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
  const order = ORDERS[query.get('OrderBy') ?? ''] ?? 'm.created';
  const direction = query.get('OrderByDirection') === '1' ? 'ASC' : 'DESC';
  const total = await db.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${tables}`, values);
  const hits = await db.rows<Hit>(
    `SELECT m.id, m.Username, m.Accomodation, c.latitude, c.longitude, c.name AS city, COALESCE(k.name, '') AS country,
       TIMESTAMPDIFF(YEAR, m.BirthDate, NOW()) AS age
     FROM ${tables} ORDER BY ${order} ${direction}, m.id LIMIT ${from}, ${perPage}`,
    values,
  );
  return { hits, total: total?.n ?? 0, from, perPage };
}
