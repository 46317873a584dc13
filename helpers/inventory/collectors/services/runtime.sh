# Only what is installed: that none is, is an answer.
for name in node nodejs python3 python2 python perl ruby java php mono erl go; do
  have $name || continue
  case $name in
    java) version=$(java -version 2>&1 | head -n 1) ;;
    go | erl | mono) version=installed ;;
    perl) version=$(perl -e 'print $^V') ;;
    python2 | python) version=$($name -V 2>&1) ;;
    php) version=$(php -n -v 2>/dev/null | head -n 1 | cut -d ' ' -f 1,2) ;;
    *) version=$($name --version 2>/dev/null | head -n 1) ;;
  esac
  printf 'version\t%s\t%s\n' "$name" "$version"
done
# php -i as cron runs it, and as the web server does: with the configuration of its SAPI.
info() { # SAPI command...
  sapi=$1
  shift
  if text=$("$@" 2>/dev/null) && [ -n "$text" ]; then
    printf '%s\n' "$text" | awk -v sapi="$sapi" '
      / => / { n = split($0, part, / => /); if (n == 3 || n == 2) print "php\t" sapi "\t" section "\t" part[1] "\t" part[2] }
      /^[A-Za-z][A-Za-z0-9_ ]*$/ { section = $0 }
      /^(Environment|PHP Variables|PHP License)$/ { exit }'
    "$@" -m 2>/dev/null | grep -q . || true
  else
    cannot "php $sapi" "$* printed nothing"
  fi
}
have php && { info cron php -i; php -m 2>/dev/null | awk '/^\[/ || /^$/ { next } { print "extension\tcron\t" $0 }'; }
for conf in /etc/php/*/apache2 /etc/php5/apache2 /etc/php/*/fpm /etc/php5/fpm /etc/php/*/cgi /etc/php5/cgi; do
  [ -f "$conf/php.ini" ] || continue
  release=$(echo "$conf" | sed -n 's#/etc/php/\([0-9.]*\)/.*#\1#p')
  php=php$release
  have "$php" || php=php
  have "$php" || { cannot "php ${conf##*/}" "$conf has no php program to ask"; continue; }
  info "${conf##*/}" env PHP_INI_SCAN_DIR="$conf/conf.d" "$php" -c "$conf/php.ini" -i
  env PHP_INI_SCAN_DIR="$conf/conf.d" "$php" -c "$conf/php.ini" -m 2>/dev/null | awk -v sapi="${conf##*/}" '/^\[/ || /^$/ { next } { print "extension\t" sapi "\t" $0 }'
done
for file in /etc/php/*/fpm/pool.d/*.conf /etc/php5/fpm/pool.d/*.conf; do show pool "$file"; done
exit 0
