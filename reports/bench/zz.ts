import { mkdtempSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { rows } from './rows.js';
const folder = mkdtempSync('/tmp/zz-');
const work = await rows({ count: 2_000_000, folder });
const command = work.ways[0].command;
const timed = (c: string) => spawnSync('bash', ['-c', `TIMEFORMAT='%R %U %S'; time ${c.replace('exec ', '')} >/dev/null`], { stdio: 'inherit' });
console.log(command, work.servers);
const cpu = () => spawnSync('bash', ['-c', `awk '{print $14+$15}' ${(work.servers ?? []).map((p) => `/proc/${p}/stat`).join(' ')} | tr '\n' ' '`], { encoding: 'utf8' }).stdout;
for (let i = 0; i < 4; i += 1) { console.log(cpu()); timed(command); }
console.log(cpu());
if (process.env['PROF']) { timed(command.replace('run.js', '--cpu-prof --cpu-prof-dir=/tmp/prof run.js')); }
if (process.env['LOG']) { 
  const s = command.match(/[^"]*old.sock/)![0];
  spawnSync('mariadb', ['--no-defaults', `--socket=${s}`, '-uroot', '-e', "set global slow_query_log=1, long_query_time=0, slow_query_log_file='/tmp/slow.log', log_slow_verbosity=''"], { stdio: 'inherit' });
  timed(command);
}
await work.close?.();
