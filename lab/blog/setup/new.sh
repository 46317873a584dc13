# Only on the new host, after the files of the old one have come: nginx with PHP-FPM.
rm -f /etc/nginx/sites-enabled/default
for site in 000-unknown club kitchen letters photos routes; do
  ln -s "/etc/nginx/sites-available/$site.conf" "/etc/nginx/sites-enabled/$site.conf"
done
systemctl restart php8.4-fpm nginx
# The package of the old release brought the folder of the slow log; this one leaves that to the journal.
install -d -o mysql -g adm -m 2750 /var/log/mysql
systemctl restart mariadb

crontab -u anna - <<'END'
# m h dom mon dow command
0 * * * * $HOME/bin/photo-count
END
crontab -u jonas - <<'END'
MAILTO=treasurer@{{zone}}
# The treasurer's reminder to the treasurer. After the move: one is enough.
#0 8 1 * * echo 'The bills of the month, please.'
END
loginctl enable-linger anna

# The timers wordpress-cron@club and wordpress-cron@kitchen are there, and off until the move: on two hosts at a time, what is
# planned would happen twice.
