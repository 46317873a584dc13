#!/bin/sh
# Run once on the new root file system ($1) of either release: what no running host needs to decide.
set -eu
root=$1

printf '%s\n' 'en_GB.UTF-8 UTF-8' 'de_DE.UTF-8 UTF-8' >"$root/etc/locale.gen"
echo 'LANG=en_GB.UTF-8' >"$root/etc/default/locale"
ln -sf /usr/share/zoneinfo/Europe/Berlin "$root/etc/localtime"
echo Europe/Berlin >"$root/etc/timezone"
# The kernel's log is the machine's, not the host's.
[ ! -e "$root/etc/rsyslog.conf" ] || sed -i '/imklog/d' "$root/etc/rsyslog.conf"
# Made here, these would be the same on every host.
rm -f "$root"/etc/ssh/ssh_host_*
: >"$root/etc/machine-id"
# Names of the machine that built this.
rm -f "$root/etc/mailname"
chroot "$root" locale-gen >/dev/null
