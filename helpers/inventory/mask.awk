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
# The same for each option of a program, up to the next command on the line.
function within(line, program, option, stop,    out, rest, low, length_) {
  out = ""; rest = line; low = tolower(line)
  while (match(low, program)) {
    out = out substr(rest, 1, RSTART + RLENGTH - 1)
    rest = substr(rest, RSTART + RLENGTH)
    length_ = match(rest, /\||&&|;|\t/) ? RSTART - 1 : length(rest)
    out = out after(substr(rest, 1, length_), option, stop)
    rest = substr(rest, length_ + 1); low = tolower(rest)
  }
  return out rest
}
BEGIN {
  FS = "\t"
  # In the environment, as the keys: who reads the arguments of a process could imitate a frame.
  NONCE = ENVIRON["NONCE"]
  name = "(pass|passwd|password|passphrase|passwort|pwd|secret|token|api_?-?key|apikey|access_?-?key|enc_?key|encryption[._-]?key|private_?-?key|credentials?|auth_?key|[a-z]_auth|[a-z]_pw|db_?pw|salt)"
  word = "[a-z0-9_.-]*[\"']?[]]?[ ]*(is)?[ ]*(=>|=|:)[ ]*"
}
index($0, NONCE) == 1 || index($0, "=== " NONCE " ") == 1 { print; next }
# Rows of the inventory without a secret; a line of a file only looks like them.
($1 == "f" && $3 ~ /^[0-7]+$/) || ($1 == "digest" && length($2) == 32) || ($1 == "nsswitch" && $2 ~ /^\//) { print; next }
{
  low = tolower($0)
  if (!pem && low !~ /pass|pwd|secret|token|key|credential|salt|auth|cookie|:\/\/|\$[0-9a-z]+\$|-p|-u|-b|-k|-a|-----|session|[?&](k|key|sig)=|_pw|dbpw|[?&"'](pw|pin)=|@|snmp|zip|7z|rar |webhook|slack|telegram|hc-ping|(gh[a-z]|sk|rk)_|glpat|xox|eyj|<<<|-xp|sudo|kinit|ftp|secure_link|\*[0-9a-f][0-9a-f][0-9a-f][0-9a-f]/) { print; next }
  line = $0
  # Bodies of keys and certificates
  if (low ~ /-----begin [a-z0-9 ]*private key-----/) pem = 1
  if (pem) {
    if (low ~ /-----end/) pem = 0
    else if (low !~ /-----begin/) { cut = match(line, /[^\t]*$/); line = substr(line, 1, cut - 1) hide(substr(line, cut)) }
  }
  # scheme://user:password@host, scheme://token@host; a port and a path before the @ are no password
  rest = line; line = ""
  while (match(rest, /:\/\/[^ \t"'?#]+@/)) {
    piece = substr(rest, RSTART + 3, RLENGTH - 4)
    colon = index(piece, ":")
    line = line substr(rest, 1, RSTART + 2)
    rest = substr(rest, RSTART + RLENGTH - 1)
    if (colon && index(substr(piece, 1, colon), "/") == 0 && substr(piece, colon + 1) !~ /^[0-9]*\//)
      line = line substr(piece, 1, colon) hide(substr(piece, colon + 1))
    else if (!colon && length(piece) > 15 && piece ~ /[0-9]/ && index(piece, "/") == 0) line = line hide(piece)
    else line = line piece
  }
  line = line rest
  # An assignment between quotes: "PASSWORD=with a blank"
  line = after(line, "[\"'][a-z0-9_.]*" name "[a-z0-9_]*=", "[\"'\t]")
  line = after(line, "(authorization|x-[a-z0-9-]*(auth|key|token|secret)[a-z0-9-]*|cookie)[\"']?[ ]*[:=][ ]*((basic|bearer|digest|token)[ ]+(token=)?)?", "[\"'\t]")
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
  if (match(low, "^([^\t]*\t)*[ #;]*[a-z0-9_-]*(password|passwd|passphrase|secret|token)[ \t]+")) line = after(line, "(password|passwd|passphrase|secret|token)[ \t]+", "[ \t]")
  if (low ~ /header/) line = after(line, "header[ ]+((always|set|add|append|merge)[a-z]*[ ]+)*[\"']?(x-[a-z0-9-]*(key|token|secret|auth)[a-z0-9-]*|authorization|cookie)[\"']?[ ]+", "[ \t;]")
  # What a server asks of a header, a cookie or an argument
  line = after(line, "(%[{]http:[a-z-]*(key|token|secret|auth)[a-z-]*[}]|[$](http|arg|cookie)_[a-z_]*(key|token|secret|auth|session)[a-z_]*)[ ]*[!=~^*]*[ ]*(\\^|[\"']\\^)?", "[ \t)$]")
  line = after(line, "secure_link_md5[ ]+", "[;\t]")
  # ?key=value in an address
  line = after(line, "[?&\"'](k|key|sig|signature|session|sid|code|hash|auth|pw|pin)=", "[\"'& \t]")
  # SetEnv DB_PASSWORD value; requirepass value
  line = after(line, "(setenv|env|export|fastcgi_param|php_(admin_)?value|set)[ ]+[$]?[a-z0-9_.]*" name "[a-z0-9_]*[ ]+", "[ \t]")
  if (low ~ /requirepass|masterauth/) line = after(line, "(requirepass|masterauth)[ ]+", "[ \t]")
  # mysql -psecret, --password secret, curl -u user:secret, sshpass -p secret
  line = after(line, "--[a-z-]*(password|passwd|passphrase|pass|token|secret|key)(-command)?[ =]", "[ \t]")
  line = within(line, "(curl|wget|https?|lftp|ncftp[a-z]*)", " (-u|--user|--proxy-user)[ =]?[\"']?[^ :\t\"']+:", "[\"' \t]")
  line = within(line, "curl", " (-b|--cookie)[ =]?", "[ \t]")
  line = within(line, "(lftp|ncftp)", "-u[ ]?[^ ,\t]+,", "[\"' \t;]")
  if (low ~ /smbclient|rpcclient/) line = after(line, "-u[ ]?[^ %\t]+%", "[ \t]")
  line = within(line, "openssl", " (-k|-pass[a-z]*)[ ]+(pass:)?", "[ \t]")
  line = within(line, "redis-cli", " -a[ ]?", "[ \t]")
  line = within(line, "(sshpass|ldap[a-z]+|mongo[a-z]*|ipmitool|mosquitto_[a-z]+|ncftp[a-z]*)", " -(p|w)[ ]?", "[ \t]")
  line = within(line, "snmp[a-z]+", " -(c|a|x)[ ]?", "[ \t]")
  line = within(line, "sendemail", " -xp[ ]+", "[ \t]")
  # For the clients of MySQL and packers the password follows -p at once; with a blank between, the next word is another's.
  line = within(line, "(mysql|mariadb)[-a-z]*", " -p", "[ \t]")
  line = within(line, "(7z[a-z]?|(^|[^a-z])rar)", " -h?p", "[ \t]")
  if (line ~ /zip .*-P/) line = within(line, "zip", " -p[ ]?", "[ \t]")
  line = after(line, "htpasswd[ ]+(-[a-z]+[ ]+)*-[a-z]*b[a-z]*[ ]+[^ \t]+[ ]+([^ \t]+[ ]+)?", "[ \t]")
  # What is said to a program that asks for a password: echo user:secret | chpasswd
  if (low ~ /[|].*(passwd|sudo|kinit|ftp)/) line = after(line, "(echo|printf)[ ]+(-[a-z]+[ ]+)?", "[|\t]")
  if (low ~ /<<<.*/ && low ~ /passwd|sudo|kinit|ftp/) line = after(line, "<<<[ ]*", "[\t]")
  # netrc(5)
  line = after(line, "login[ ]+[^ \t]+[ ]+password[ ]+", "[ \t]")
  # <password>value</password>, key="Password" value="value"
  line = after(line, "<[a-z0-9:._-]*" name "[a-z0-9_]*>", "[<\t]")
  line = after(line, "=[\"'][a-z0-9:._-]*" name "[\"'][ ]+value=", "[ \t>]")
  # Addresses that are secrets themselves, and tokens that say so
  line = after(line, "(hooks[.]slack[.]com/services/|api[.]telegram[.]org/bot|/api/webhooks/|hc-ping[.]com/)", "[\"' \t]")
  line = after(line, "(gh[a-z]_|github_pat_|glpat-|[sr]k_live_|xox[a-z]-|eyj[a-z0-9_-]+[.])", "[^a-zA-Z0-9_.-]")
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
    command = "{ printf %s \"$INNER\"; cat; } | sha256sum | { read h rest; printf %s%s \"$OUTER\" \"$h\"; } | sha256sum | { read h rest; echo \"$NONCE secret " i " $h\"; }"
    fflush()
    printf "%s", secrets[i] | command
    close(command)
  }
}
