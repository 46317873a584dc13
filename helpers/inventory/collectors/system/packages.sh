if ! have dpkg-query; then
  cannot '' 'the host has no dpkg-query: its packages are not those of Debian or Ubuntu'
  exit 0
fi
# ${Status} is three words; ${db:Status-Abbrev} came with Debian 7.
dpkg-query -W -f='package\t${Package}\t${Architecture}\t${Status}\t${Essential}\t${Priority}\t${Source}\n'
row native "$(dpkg --print-architecture)"
# Which of them came as dependencies: apt-mark has no `showmanual` on Debian 6, the file is the same since.
if [ -r /var/lib/apt/extended_states ]; then
  awk '/^Package:/ { name = $2 } /^Auto-Installed: 1/ { print "auto\t" name }' /var/lib/apt/extended_states
else
  echo no-states
fi
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [ -f "$list" ] && sed '/^[ \t]*#/d; /^[ \t]*$/d' "$list" | awk -v tag=source -v path="$list" '{ print tag "\t" path "\t" $0 }'
done
# deb822: one source, a stanza with a field a line.
for list in /etc/apt/sources.list.d/*.sources; do
  [ -f "$list" ] && awk -v path="$list" '
    function put() { if (uris != "") print "source\t" path "\t" types " " uris " " suites " " components; types = uris = suites = components = "" }
    /^[ \t]*$/ { put() }
    { value = $0; sub(/^[^:]*:[ \t]*/, "", value) }
    /^Types:/ { types = value } /^URIs:/ { uris = value } /^Suites:/ { suites = value } /^Components:/ { components = value }
    END { put() }' "$list"
done
dpkg-statoverride --list 2>/dev/null | awk '{ print "override\t" $4 "\t" $1 ":" $2 " " $3 }'
dpkg-divert --list 2>/dev/null | sed -n 's/^\(local \)\{0,1\}diversion of \(.*\) to \(.*\)$/divert\t\2\t\1to \3/p' | grep -v ' by [^ ]*$' | awk 1
# Programs, units and configuration by their package: tells which differences have one cause.
for list in /var/lib/dpkg/info/*.list; do printf '%s\n' "$list"; done | xargs awk '
  FNR == 1 { package = FILENAME; sub(/^.*\//, "", package); sub(/\.list$/, "", package); sub(/:.*/, "", package) }
  /^\/(usr\/)?s?bin\/[^\/]+$/ || /^\/etc\/(init\.d|cron\.[a-z]+|logrotate\.d|default|pam\.d)\/[^\/]+$/ || /^\/(usr\/)?lib\/systemd\/system\/[^\/]+\.(service|socket|timer|mount|path)$/ || /^\/etc\/[^\/]+$/ || /^\/usr\/lib\/[^\/]+\/s?bin\/[^\/]+$/ || /^\/var\/(lib|log|spool)\/[^\/]+$/ || /^\/usr\/lib\/apache2\/modules\// {
    print "owner\t" $0 "\t" package }'
