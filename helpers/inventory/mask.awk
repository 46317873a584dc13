# Last in the pipe on the host: a value that is secret is replaced by a number between two \001, and its keyed digest is
# printed at the end as `NONCE secret NUMBER DIGEST`. Equality can be seen, nothing else leaves the host. Better one value
# too many than one too few. The keys are in the environment, which nobody but this account can read; secrets travel
# in pipes only. For mawk: no intervals, no character classes.
function hide(text) {
  if (text == "" || tolower(text) ~ /^(0|1|true|false|on|off|yes|no|none|null|x|\*|!|!!|\*\*\*|\(null\)|no value|systemd-ask-password|=|:|=>)$/) return text
  # Hidden before: the number of a secret is not the same on another host.
  if (index(text, "\001")) return text
  if (!(text in number)) { number[text] = ++count; secrets[count] = text }
  return "\001" number[text] "\001"
}
# Replaces the value that follows each match of `before`. A value ends at its closing quote, or at `stop`:
# not at a sign that a password may hold, even if what follows is hidden with it.
function after(line, before, stop,    out, rest, low, quote, length_) {
  out = ""; rest = line; low = tolower(line)
  while (match(low, before)) {
    out = out substr(rest, 1, RSTART + RLENGTH - 1)
    rest = substr(rest, RSTART + RLENGTH); low = substr(low, RSTART + RLENGTH)
    quote = substr(rest, 1, 1)
    if (quote == "\"" || quote == "'") {
      length_ = index(substr(rest, 2), quote) - 1
      if (length_ < 0) length_ = length(rest) - 1
      out = out quote hide(substr(rest, 2, length_))
      rest = substr(rest, length_ + 2); low = substr(low, length_ + 2)
    } else {
      length_ = match(rest, stop) ? RSTART - 1 : length(rest)
      out = out hide(substr(rest, 1, length_))
      rest = substr(rest, length_ + 1); low = substr(low, length_ + 1)
    }
  }
  return out rest
}
BEGIN {
  FS = "\t"
  name = "(pass|passwd|password|passphrase|passwort|pwd|secret|token|api_?-?key|apikey|access_?-?key|enc_?key|encryption[._-]?key|private_?-?key|credentials?|auth_?key|[a-z]_auth|salt)"
  word = "[a-z0-9_.-]*[\"']?[]]?[ ]*(is)?[ ]*(=>|=|:)[ ]*"
}
index($0, NONCE) == 1 || index($0, "=== " NONCE " ") == 1 || $1 == "f" || $1 == "digest" || $1 == "nsswitch" { print; next }
{
  low = tolower($0)
  if (!pem && low !~ /pass|pwd|secret|token|key|credential|salt|auth|cookie|:\/\/|\$[0-9a-z]+\$|-p|-u|-b|-k|-a|-----|session|[?&](k|key|sig)=|\*[0-9a-f][0-9a-f][0-9a-f][0-9a-f]/) { print; next }
  line = $0
  # Bodies of keys and certificates
  if (low ~ /-----begin [a-z0-9 ]*private key-----/) pem = 1
  if (pem) {
    if (low ~ /-----end/) pem = 0
    else if (low !~ /-----begin/) { cut = match(line, /[^\t]*$/); line = substr(line, 1, cut - 1) hide(substr(line, cut)) }
  }
  # scheme://user:password@host
  rest = line; line = ""
  while (match(rest, /:\/\/[^\/:@ \t"']*:[^@\/ \t"']+@/)) {
    piece = substr(rest, RSTART, RLENGTH)
    colon = index(substr(piece, 4), ":") + 3
    line = line substr(rest, 1, RSTART - 1) substr(piece, 1, colon) hide(substr(piece, colon + 1, length(piece) - colon - 1)) "@"
    rest = substr(rest, RSTART + RLENGTH)
  }
  line = line rest
  line = after(line, "(authorization|proxy-authorization|x-auth-token|x-api-key|cookie)[\"']?[ ]*[:=][ ]*((basic|bearer|digest|token)[ ]+)?", "[\"'\t]")
  if (low ~ /authorization|x-auth|x-api/) line = after(line, "(authorization|x-auth-token|x-api-key)[\"']?[ ]+[\"']?(basic|bearer|digest|token)[ ]+", "[\"' \t]")
  # NAME = value, and nothing else on the line: the value may hold blanks.
  cut = match(line, /[^\t]*$/)
  if (match(tolower(substr(line, cut)), "^[ ]*[a-z0-9_.-]*" name word)) {
    value = substr(line, cut + RLENGTH)
    if (value !~ /^["']/) line = substr(line, 1, cut + RLENGTH - 1) hide(value)
  }
  line = after(line, name word, "[ \t]")
  # define('DB_PASSWORD', 'value')
  line = after(line, name "[a-z0-9_]*[\"'][ ]*,[ ]*", "[ \t)]")
  # AuthLDAPBindPassword value; RequestHeader set X-Api-Key value
  if (match(low, "^([^\t]*\t)*[ #;]*[a-z0-9_-]*(password|passwd|passphrase|secret|token)[ ]+")) line = after(line, "(password|passwd|passphrase|secret|token)[ ]+", "[ \t]")
  if (low ~ /header[ ]+(always[ ]+)?(set|add|append|merge)/) line = after(line, "header[ ]+(always[ ]+)?(set|add|append|merge)[a-z]*[ ]+[\"']?(x-[a-z0-9-]*(key|token|secret|auth)|authorization|cookie)[\"']?[ ]+", "[ \t]")
  # ?key=value in an address
  line = after(line, "[?&](k|key|sig|signature|session|sid|code|hash)=", "[\"'& \t]")
  # SetEnv DB_PASSWORD value; requirepass value
  line = after(line, "(setenv|env|export|fastcgi_param|requirepass|masterauth|set)[ ]+[a-z0-9_]*" name "[a-z0-9_]*[ ]+", "[ \t]")
  if (low ~ /requirepass|masterauth/) line = after(line, "(requirepass|masterauth)[ ]+", "[ \t]")
  # mysql -psecret, --password secret, curl -u user:secret, sshpass -p secret
  line = after(line, "--[a-z-]*(password|passwd|passphrase|pass|token|secret|key)[ =]", "[ \t]")
  line = after(line, "(curl)[^|;&\t]* (-b|--cookie)[ =]?", "[ \t]")
  if (low ~ /lftp|ncftp/) line = after(line, "(lftp|ncftp[a-z]*)[^|;&\t]* -u[ ]?[^ ,\t]+,", "[ \t]")
  if (low ~ /smbclient|rpcclient|mount/) line = after(line, "(smbclient|rpcclient)[^|;&\t]* -u[ ]?[^ %\t]+%", "[ \t]")
  if (low ~ /openssl/) line = after(line, "openssl[^|;&\t]* (-k|-pass[a-z]*)[ ]+(pass:)?", "[ \t]")
  if (low ~ /redis/) line = after(line, "redis-cli[^|;&\t]* -a[ ]?", "[ \t]")
  if (low ~ /mysql|mariadb|sshpass|mongo|ldap/) line = after(line, "(sshpass|ldap[a-z]+|mongo)[^|;&\t]* -(p|w)[ ]?", "[ \t]")
  # For the clients of MySQL the password follows -p at once; with a blank between, the next word is a database.
  if (low ~ /mysql|mariadb/) line = after(line, "(mysql|mariadb)[-a-z]*[ ]([^|;&\t]*[ ])?-p", "[ \t]")
  line = after(line, "(curl|wget|http|lftp|ncftp[a-z]*)[^|;&\t]* (-u|--user)[ =]?[^ :\t]+:", "[ \t]")
  # Hashes: crypt(3), MySQL
  rest = line; line = ""
  while (match(rest, /\$[0-9a-z]+\$[^ \t:;"',]+/)) {
    line = line substr(rest, 1, RSTART - 1) hide(substr(rest, RSTART, RLENGTH)); rest = substr(rest, RSTART + RLENGTH)
  }
  line = line rest
  rest = line; line = ""
  while (match(rest, /\*[0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F]+/)) {
    line = line substr(rest, 1, RSTART - 1) hide(substr(rest, RSTART, RLENGTH)); rest = substr(rest, RSTART + RLENGTH)
  }
  print line rest
}
END {
  for (i = 1; i <= count; i++) {
    # A digest of the kind of NMAC: the inner and the outer key fill a block of SHA-256 each.
    command = "{ printf %s \"$INNER\"; cat; } | sha256sum | { read h rest; printf %s%s \"$OUTER\" \"$h\"; } | sha256sum | { read h rest; echo '" NONCE " secret " i "' \"$h\"; }"
    fflush()
    printf "%s", secrets[i] | command
    close(command)
  }
}
