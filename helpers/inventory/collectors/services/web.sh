found=no
apache=
for name in apache2ctl apachectl httpd; do have $name && { apache=$name; break; }; done
if [ -n "$apache" ]; then
  found=yes
  if problem=$($apache -t 2>&1); then
    # What the server itself says. DUMP_INCLUDES came with 2.4: before it, the files that Debian's own file includes.
    dump=$($apache -t -D DUMP_VHOSTS -D DUMP_MODULES -D DUMP_INCLUDES -D DUMP_RUN_CFG 2>&1)
    printf '%s\n' "$dump" | rows dump
    files=$(printf '%s\n' "$dump" | sed -nE 's/^ +\([*0-9]+\) (\/.*)/\1/p' | awk '!seen[$0]++')
    [ -n "$files" ] || files=$(for file in /etc/apache2/apache2.conf /etc/apache2/httpd.conf /etc/apache2/ports.conf /etc/apache2/mods-enabled/* /etc/apache2/conf.d/* /etc/apache2/sites-enabled/* /etc/httpd/conf/httpd.conf /etc/httpd/conf.d/*.conf; do [ -f "$file" ] && echo "$file"; done)
    printf '%s\n' "$files" | while IFS= read -r file; do printf '%s\n' "$file"; done | (
      set --
      while IFS= read -r file; do set -- "$@" "$file"; done
      show apache "$@"
    )
  else
    cannot 'apache' "the configuration of Apache has errors: $(printf %s "$problem" | tr '\n' ' ')"
  fi
fi
if have nginx; then
  found=yes
  if dump=$(nginx -T 2>/dev/null); then
    printf '%s\n' "$dump" | rows nginx
  else
    cannot 'nginx' "nginx -T: $(nginx -t 2>&1 | tail -n 1)"
  fi
fi
for other in lighttpd caddy haproxy varnishd squid; do
  have $other && { found=yes; cannot "$other" "no collector reads the configuration of $other: its files are compared as files"; }
done
[ $found = yes ] || echo no-web-server
exit 0
