# Folders that the target names, and any that is called so. Of each kind of file, by its name without numbers: how many
# there are, the newest, and what the newest holds.
now=$(date +%s)
for folder in $BACKUPS $(find /var/backups /home /root /srv /opt /backup /backups -xdev -maxdepth 3 -type d -iname '*backup*' 2>/dev/null); do
  [ -d "$folder" ] || { cannot "$folder" 'the target names this folder of backups, and it is not there'; continue; }
  [ -r "$folder" ] || { cannot "$folder" "no permission to read it as $(id -un)"; continue; }
  find "$folder" -maxdepth 1 -type f -printf "file\t$folder\t%T@\t%s\t%f\n"
done | sort -u
for folder in $BACKUPS; do
  newest=$(find "$folder" -maxdepth 1 -type f -printf '%T@ %p\n' 2>/dev/null | sort -n | tail -n 1 | cut -d ' ' -f 2-)
  [ -n "$newest" ] || continue
  case $newest in
    *.tar | *.tar.gz | *.tgz | *.tar.bz2 | *.tar.xz) tar -tf "$newest" 2>/dev/null | head -n 1000 | awk -v folder="$folder" '{ print "holds\t" folder "\t" $0 }' ;;
    *) printf 'closed\t%s\t%s\n' "$folder" "${newest##*/}" ;;
  esac
done
[ -n "$(find /dev/null $BACKUPS $(find /var/backups /home /root /srv /opt /backup /backups -xdev -maxdepth 3 -type d -iname '*backup*' 2>/dev/null) -maxdepth 1 -type f 2>/dev/null | head -n 1)" ] || echo no-backups
for name in borg borgbackup restic duplicity rsnapshot bacula-fd amanda burp backupninja automysqlbackup rdiff-backup; do have $name && printf 'program\t%s\n' "$name"; done
exit 0
