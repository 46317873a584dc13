# What the owners did on either host, in the order in which they would. Runs as root on the host.
useradd --system --home-dir /var/lib/club --create-home --shell /usr/sbin/nologin club
useradd --create-home --shell /bin/bash --comment 'Anna Weber' --groups sudo,adm,www-data anna
useradd --create-home --shell /bin/bash --comment 'Jonas Öberg' --groups adm jonas
useradd --create-home --shell /bin/sh --comment 'uploads of the web editors' --groups www-data deploy
chage --expiredate 2031-12-31 deploy

chmod 440 /etc/sudoers.d/admins
chown root:club /etc/club /etc/club/database.cnf
chmod 750 /etc/club
chmod 640 /etc/club/database.cnf
install -d -o club -g adm -m 750 /var/log/club
# The jobs have run for years, so their logs exist before the lab's first night, which comes sooner on one host.
install -m 600 /dev/null /var/log/club/backup.log
install -o club -g club -m 644 /dev/null /var/log/club/reminders.log
install -o club -g club -m 644 /dev/null /var/log/club/report.log
install -d -o club -g club -m 750 /var/lib/club/incoming
install -d -m 700 /srv/backups
chmod 600 /etc/ssl/hillwalkers/*.key
update-ca-certificates >/dev/null 2>&1

newaliases
postmap /etc/postfix/virtual
systemctl restart postfix
systemctl daemon-reload
systemctl enable --quiet --now routes-index.timer club-report.timer
