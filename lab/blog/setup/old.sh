# Only on the old host: Apache with mod_php, the people's files and their jobs.
a2enmod -q ssl rewrite headers >/dev/null
a2dissite -q 000-default >/dev/null
a2enconf -q club >/dev/null
a2ensite -q 000-unknown club kitchen letters photos routes >/dev/null
systemctl restart apache2

install -d -o anna -g anna /home/anna/bin /home/anna/.config/systemd/user/timers.target.wants
cat >/home/anna/bin/photo-count <<'END'
#!/bin/sh
# How many pictures the albums have; the number goes into the yearly letter.
find /var/www/photos -name '*.png' | wc -l >"$HOME/photo-count.txt"
END
chmod 755 /home/anna/bin/photo-count
cat >/home/anna/.config/systemd/user/pack-list.service <<'END'
[Unit]
Description=What to pack

[Service]
Type=oneshot
ExecStart=/bin/sh -c 'printf "boots\nmap\nthermos\n" >%h/pack-list.txt'
END
cat >/home/anna/.config/systemd/user/pack-list.timer <<'END'
[Unit]
Description=The list, fresh each morning

[Timer]
OnCalendar=05:30
OnStartupSec=5s

[Install]
WantedBy=timers.target
END
ln -s ../pack-list.timer /home/anna/.config/systemd/user/timers.target.wants/pack-list.timer
chown -R anna:anna /home/anna
crontab -u anna - <<'END'
# m h dom mon dow command
0 * * * * $HOME/bin/photo-count
END
crontab -u jonas - <<'END'
MAILTO=treasurer@{{zone}}
# The treasurer's reminder to the treasurer.
0 8 1 * * echo 'The bills of the month, please.'
END
crontab -u www-data - <<'END'
*/5 * * * * php /var/www/club/wp-cron.php
*/5 * * * * php /var/www/kitchen/wp-cron.php
END
loginctl enable-linger anna

find /var/www/routes /var/www/photos /var/www/letters -exec chown deploy:www-data {} +
