/** Names of places in other languages and scripts, as GeoNames keeps them; the package has none. Facts of geonames.org. */
export const ALTERNATE_NAMES: readonly (readonly [id: number, names: readonly string[]])[] = [
  [524901, ['Москва', 'Moskau', 'Moscou', 'موسكو', '莫斯科']],
  [264371, ['Αθήνα', 'Athen', 'Athènes', 'Афины']],
  [1816670, ['北京', 'Peking', 'Pékin', 'Пекин']],
  [360630, ['القاهرة', 'Kairo', 'Le Caire', 'Каир']],
  [2761369, ['Wien', 'Vienne', 'Вена', '维也纳']],
  [703448, ['Київ', 'Kiew', 'Киев']],
];
