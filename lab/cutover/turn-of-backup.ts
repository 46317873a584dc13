import { dailyAt } from '../../helpers/aftercare/backup.js';

/** Shell: a backup counts from `$turn` on, in seconds: the job's turn of today, once that has come. */
export const turnOf = (times: string): string =>
  `turn=$(date -d "$(date +%F) ${dailyAt(times)}" +%s); [ "$turn" -le "$(date +%s)" ] || turn=0`;
