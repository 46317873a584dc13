# What the owners did on either host. Runs as root on the host.
useradd --create-home --shell /bin/sh --comment 'uploads of the pages' --groups www-data deploy
rm -rf /var/www/html /etc/nginx/sites-enabled/default
for site in 000-unknown www notes; do
  ln -s "/etc/nginx/sites-available/$site.conf" "/etc/nginx/sites-enabled/$site.conf"
done
chown -R deploy:www-data /var/www
# As a copy that keeps the times has them.
find /var/www -exec touch -h -d '2025-06-01 12:00' {} +
update-ca-certificates >/dev/null 2>&1
nginx -t -q
systemctl restart nginx
