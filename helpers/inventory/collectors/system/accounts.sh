getent passwd | awk -F: 'NF != 7 { print "odd\t" $0; next } { print "user\t" $1 "\t" $3 "\t" $4 "\t" $6 "\t" $7 }'
getent group | awk -F: 'NF < 4 { print "odd\t" $0; next } { print "group\t" $1 "\t" $3 "\t" $4 }'
if getent shadow >/dev/null 2>&1; then
  # The hash goes out as a keyed digest. Locked, without a password, or with one; when it expires.
  getent shadow | awk -F: '
    NF < 8 { print "odd\t" $1; next }
    { hash = $2; state = "set"
      if (substr(hash, 1, 1) == "!") { state = "locked"; sub(/^!+/, "", hash) }
      if (hash == "" || hash == "*" || hash == "x") { state = (state == "locked" || hash == "*") ? "locked" : "empty"; hash = "" }
      print "shadow\t" $1 "\t" state "\tpassword=" hash "\t" $5 "\t" $8 }'
else
  cannot 'password of ' "no permission to read /etc/shadow as $(id -un)"
fi
for file in /etc/sudoers /etc/sudoers.d/*; do
  case ${file##*/} in *~ | *.*) continue ;; esac
  show sudo "$file"
done
[ -d /etc/sudoers.d ] && [ ! -r /etc/sudoers.d ] && cannot /etc/sudoers.d "no permission to read it as $(id -un)"
getent passwd | awk -F: '{ print $1 "\t" $6 }' | while IFS=$tab read -r user home; do
  for file in "$home/.ssh/authorized_keys" "$home/.ssh/authorized_keys2"; do
    [ -e "$file" ] || { [ -x "$home" ] || [ ! -d "$home" ] || printf '%s\n' "$home"; continue; }
    if [ -r "$file" ]; then
      awk -v user="$user" -v path="$file" '{ print "key\t" user "\t" path "\t" FNR "\t" $0 }' "$file"
    else
      cannot "$file" "no permission to read $file as $(id -un)"
    fi
  done
done | sort -u | while IFS= read -r line; do
  case $line in
    /*) cannot "$line/.ssh" "no permission to enter $line as $(id -un)" ;;
    *) printf '%s\n' "$line" ;;
  esac
done
exit 0
