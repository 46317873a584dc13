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
info() { # TAG SAPI command...
  kind=$1 sapi=$2
  shift 2
  if text=$("$@" 2>/dev/null) && [ -n "$text" ]; then
    printf '%s\n' "$text" | awk -v tag="$kind" -v sapi="$sapi" '
      / => / { n = split($0, part, / => /); if (n == 3 || n == 2) print tag "\t" sapi "\t" section "\t" part[1] "\t" part[2] }
      /^[A-Za-z][A-Za-z0-9_ ]*$/ { section = $0 }
      /^(Environment|PHP Variables|PHP License)$/ { exit }'
    "$@" -m 2>/dev/null | grep -q . || true
  elif [ "$kind" = php ]; then
    cannot "php $sapi" "$* printed nothing"
  fi
}
# The same with the php.ini that comes with the package, and the same extensions: what nobody has set.
defaults() { # SAPI program folder-of-additions
  sapi=$1 program=$2 folder=$3
  release=$($program -n -r 'echo PHP_MAJOR_VERSION . "." . PHP_MINOR_VERSION;' 2>/dev/null)
  for shipped in "/usr/lib/php/$release/php.ini-production" /usr/share/php5/php.ini-production; do
    [ -f "$shipped" ] || continue
    set --
    for extension in $(cat "$folder"/*.ini 2>/dev/null | sed -nE 's/^[ \t]*((zend_)?extension)[ \t]*=[ \t]*"?([^" \t;]+).*/\1=\3/p'); do set -- "$@" -d "$extension"; done
    info default "$sapi" env PHP_INI_SCAN_DIR= "$program" -c "$shipped" "$@" -i
    return
  done
}
have php && { info php cron php -i; defaults cron php "$(php -i 2>/dev/null | sed -n 's/^Scan this dir for additional .ini files => //p')"; php -m 2>/dev/null | awk '/^\[/ || /^$/ { next } { print "extension\tcron\t" $0 }'; }
# The one that serves visitors is called so, whatever it is: the old host may have another one than the new.
serves=apache2
if ps -eo comm= | grep -qE '^php[0-9.]*-fpm'; then serves=fpm; elif ! ps -eo comm= | grep -qE '^(apache2|httpd)$'; then serves=cgi; fi
for conf in /etc/php/*/apache2 /etc/php5/apache2 /etc/php/*/fpm /etc/php5/fpm /etc/php/*/cgi /etc/php5/cgi; do
  [ -f "$conf/php.ini" ] || continue
  release=$(echo "$conf" | sed -n 's#/etc/php/\([0-9.]*\)/.*#\1#p')
  php=php$release
  have "$php" || php=php
  have "$php" || { cannot "php ${conf##*/}" "$conf has no php program to ask"; continue; }
  sapi=${conf##*/}
  [ "$sapi" = "$serves" ] && sapi=web
  name=$sapi
  info php "$name" env PHP_INI_SCAN_DIR="$conf/conf.d" "$php" -c "$conf/php.ini" -i
  defaults "$name" "$php" "$conf/conf.d"
  env PHP_INI_SCAN_DIR="$conf/conf.d" "$php" -c "$conf/php.ini" -m 2>/dev/null | awk -v sapi="$name" '/^\[/ || /^$/ { next } { print "extension\t" sapi "\t" $0 }'
done
for file in /etc/php/*/fpm/pool.d/*.conf /etc/php5/fpm/pool.d/*.conf; do show pool "$file"; done
exit 0
