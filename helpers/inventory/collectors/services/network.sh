if have ss; then
  # -H came with iproute2 4.10; its header is cut off instead.
  ss -ltnup 2>&1 | awk 'NR == 1 && /State/ { next } { print "socket\tss\t" $0 }'
elif have netstat; then
  netstat -ltnup 2>/dev/null | awk '/^(tcp|udp)/ { print "socket\tnetstat\t" $0 }'
else
  cannot 'listens ' 'the host has neither ss nor netstat'
fi
[ "$(id -u)" = 0 ] || cannot 'program of ' "only root sees which program listens; asked as $(id -un)"

# Rules in the order in which they are asked; counters and handles are cut off.
tables=0
for family in 4 6; do
  [ $family = 4 ] && save=iptables-save || save=ip6tables-save
  have $save || continue
  tables=1
  if rules=$($save 2>&1); then
    printf '%s\n' "$rules" | sed 's/\[[0-9]*:[0-9]*\]//; /^#/d' | awk -v family="$family" '
      /^\*/ { table = substr($0, 2); next } /^COMMIT/ || /^$/ { next } { print "rule\tiptables IPv" family " " table "\t" $0 }'
  else
    cannot 'firewall' "$save: $rules"
  fi
done
if have nft; then
  tables=1
  if rules=$(nft list ruleset 2>&1); then
    printf '%s\n' "$rules" | sed 's/counter packets [0-9]* bytes [0-9]*/counter/; s/^[ \t]*//' | awk '
      /^table .*\{$/ { table = $2 " " $3; next } /^(chain|set|map) .*\{$/ { chain = $1 " " $2; next } /^\}$/ || /^$/ || /^#/ { next }
      { print "rule\tnftables " table " " chain "\t" $0 }'
  else
    cannot 'firewall' "nft: $rules"
  fi
fi
[ $tables = 1 ] || echo no-firewall-tools
for family in ip ip6; do
  [ -r /proc/net/${family}_tables_names ] && awk -v family=$family '{ print "table\t" family "\t" $0 }' /proc/net/${family}_tables_names
done

show hosts /etc/hosts
show resolver /etc/resolv.conf
show nsswitch /etc/nsswitch.conf
for file in /etc/ntp.conf /etc/ntpsec/ntp.conf /etc/chrony/chrony.conf /etc/openntpd/ntpd.conf /etc/systemd/timesyncd.conf; do show time "$file"; done
if have ip; then
  ip -o link show 2>/dev/null | awk -F': ' '$2 !~ /^lo/ { print "link\t" $2 "\t" $3 }'
  ip -o addr show scope global 2>/dev/null | awk '{ print "address\t" $2 "\t" $3 "\t" $4 }'
  { ip -4 route show; ip -6 route show; } 2>/dev/null | awk '{ print "route\t" $0 }'
else
  cannot 'address' 'the host has no ip(8)'
fi
exit 0
