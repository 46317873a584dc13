#!/bin/sh
# Dumps the site's databases and the accounts of the server into one archive per day.
# Credentials: ~/.my.cnf. Encrypts when ~/db_backup.conf sets PUBLIC_KEY_FILE.
set -eu
umask 077

TARGET=/home/bwrox/backups
PUBLIC_KEY_FILE=
if [ -f "$HOME/db_backup.conf" ]; then . "$HOME/db_backup.conf"; fi

name="DB_BACKUP-$(date +%Y-%m-%d)"
# Beside the result: the last move is then atomic, and a dump never fills /tmp.
work=$(mktemp -d "$TARGET/.running.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

mkdir "$work/$name"
for database in BW_MAIN BW_ARCH BW_CRYPTED mysql; do
  # No pipe: it would hide a dump that failed.
  mysqldump --routines --triggers --events --single-transaction "$database" > "$work/$name/$database.sql" || {
    echo "db_backup: the dump of $database failed; no backup was written" >&2
    exit 1
  }
done

archive="$name.tar.bz2"
tar -C "$work" -cjf "$work/$archive" "$name"
if [ -n "$PUBLIC_KEY_FILE" ]; then
  mkdir "$work/gnupg"
  gpg --batch --quiet --homedir "$work/gnupg" --trust-model always --recipient-file "$PUBLIC_KEY_FILE" \
    --output "$work/$archive.pgp" --encrypt "$work/$archive"
  archive="$archive.pgp"
fi
mv "$work/$archive" "$TARGET/$archive"
