#!/bin/sh
# Run once on the new root file system ($1): what all lab hosts have in common and a running host needs not decide.
set -eu
root=$1

printf '%s\n' 'en_US.UTF-8 UTF-8' 'de_DE.UTF-8 UTF-8' 'fr_FR.UTF-8 UTF-8' >"$root/etc/locale.gen"
ln -sf /usr/share/zoneinfo/Europe/Berlin "$root/etc/localtime"
echo Europe/Berlin >"$root/etc/timezone"
# The kernel's log is the machine's, not the host's.
sed -i '/imklog/d' "$root/etc/rsyslog.conf"
# Host keys made here would be the same on every host.
rm -f "$root"/etc/ssh/ssh_host_*

chroot "$root" sh -eu <<'IN'
locale-gen >/dev/null
useradd --create-home --uid 2001 --shell /bin/sh bwbackup
useradd --create-home --uid 2002 --shell /bin/sh bwscripts
useradd --create-home --uid 2003 --shell /bin/bash bwrox
a2enmod -q rewrite ssl proxy proxy_http headers >/dev/null
a2dissite -q 000-default >/dev/null
a2disconf -q serve-cgi-bin >/dev/null
IN
