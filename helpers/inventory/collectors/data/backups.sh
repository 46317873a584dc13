# Folders that the target names, and any that is called so. Of each kind of file, by its name without numbers: how many
# there are, the newest, and what the newest holds.
now=$(date +%s)
for folder in $BACKUPS $(find /var/backups /home /root /srv /opt /backup /backups -xdev -maxdepth 3 -type d -iname '*backup*' 2>/dev/null); do
  [ -d "$folder" ] || { cannot "$folder" 'the target names this folder of backups, and it is not there'; continue; }
  [ -r "$folder" ] || { cannot "$folder" "no permission to read it as $(id -un)"; continue; }
  find "$folder" -maxdepth 1 -type f -printf "file\t$folder\t%T@\t%s\t%f\n"
done | sort -u
# What is packed is its owner's word, and is unpacked with no more rights than that.
as_owner() { # file command...
  file=$1
  shift
  if [ "$(id -u)" = 0 ]; then chroot --userspec="$(stat -c %u:%g -- "$file")" --groups= / "$@" <"$file"; else "$@" <"$file"; fi
}
for folder in $BACKUPS; do
  # A line end in a name would make it two; and tar takes what is before a colon for a host.
  newest=$(find "$folder" -maxdepth 1 -type f ! -name '*
*' -printf '%T@ %p\n' 2>/dev/null | sort -n | tail -n 1 | cut -d ' ' -f 2-)
  [ -n "$newest" ] || continue
  case $newest in
    *.tar | *.tar.gz | *.tgz | *.tar.bz2 | *.tar.xz) as_owner "$newest" tar -tf /dev/stdin 2>/dev/null | head -n 1000 | awk -v folder="$folder" '{ print "holds\t" folder "\t" $0 }' ;;
    *) printf 'closed\t%s\t%s\n' "$folder" "${newest##*/}" ;;
  esac
done
[ -n "$(find /dev/null $BACKUPS $(find /var/backups /home /root /srv /opt /backup /backups -xdev -maxdepth 3 -type d -iname '*backup*' 2>/dev/null) -maxdepth 1 -type f 2>/dev/null | head -n 1)" ] || echo no-backups
for name in borg borgbackup restic duplicity rsnapshot bacula-fd amanda burp backupninja automysqlbackup rdiff-backup; do have $name && printf 'program\t%s\n' "$name"; done
exit 0
