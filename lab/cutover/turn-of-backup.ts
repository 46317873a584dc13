import { dailyAt } from '../../helpers/aftercare/backup.js';

/** Shell: a backup counts if it was made at `$turn` (in seconds) or later: the time when the job is due today, once that has passed. */
export const turnOf = (times: string): string =>
  `turn=$(date -d "$(date +%F) ${dailyAt(times)}" +%s); [ "$turn" -le "$(date +%s)" ] || turn=0`;
