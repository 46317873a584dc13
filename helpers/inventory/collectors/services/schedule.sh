# Every place that crontab(5), cron(8), anacron(8), at(1) and systemd.timer(5) name.
if [ -d /var/spool/cron/crontabs ] && [ ! -r /var/spool/cron/crontabs ]; then
  cannot /var/spool/cron/crontabs "no permission to read the crontabs of users as $(id -un)"
fi
for path in /etc/crontab /etc/cron.d/*; do
  [ -f "$path" ] || continue
  row table "$path" system "$(stat -L -c '%a %U' "$path")" "$([ -s "$path" ] && tail -c 1 "$path" | od -An -c | tr -d ' ')"
  show cron "$path"
done
for path in /var/spool/cron/crontabs/*; do
  [ -f "$path" ] || continue
  row table "$path" user "$(stat -L -c '%a %U' "$path")" "$([ -s "$path" ] && tail -c 1 "$path" | od -An -c | tr -d ' ')"
  show cron "$path"
done
for folder in hourly daily weekly monthly; do
  for path in /etc/cron.$folder/*; do
    [ -f "$path" ] || continue
    case ${path##*/} in .*) continue ;; esac
    [ -r "$path" ] || { cannot "$path" 'no permission to read it'; continue; }
    row script "$folder" "${path##*/}" "$([ -x "$path" ] && echo yes || echo no)" "$(md5sum <"$path" | cut -c 1-32)"
  done
done
show anacron /etc/anacrontab
if [ -d /var/spool/cron/atjobs ]; then
  if [ -r /var/spool/cron/atjobs ]; then
    # What the job does comes after the environment that at(1) writes, which ends with the line of `cd`.
    for path in /var/spool/cron/atjobs/a*; do
      [ -f "$path" ] && row at "$(stat -c %U "$path")" "$(sed '1,/^}$/d' "$path" | md5sum | cut -c 1-32)" "$path"
    done
  else
    cannot /var/spool/cron/atjobs "no permission to read at jobs as $(id -un)"
  fi
fi
for path in /etc/cron.allow /etc/cron.deny /etc/at.allow /etc/at.deny; do show allow "$path"; done
exit 0
