found=no
if have postconf; then
  found=yes
  if settings=$(postconf -n 2>&1); then
    printf '%s\n' "$settings" | rows setting
  else
    cannot 'postfix' "postconf -n: $settings"
  fi
  # -M came with Postfix 2.9: before it, the file itself.
  if services=$(postconf -M 2>/dev/null); then printf '%s\n' "$services" | rows master; else show master-line /etc/postfix/master.cf; fi
fi
if have exim4 || have exim; then
  found=yes
  show exim /etc/exim4/update-exim4.conf.conf
  [ -f /etc/exim4/update-exim4.conf.conf ] || cannot 'exim' 'Exim is configured by hand: its file is compared as a file only'
fi
if have sendmail && [ -f /etc/mail/sendmail.cf ]; then
  found=yes
  cannot 'sendmail' 'Sendmail is configured by macros: its files are compared as files only'
fi
[ $found = yes ] || echo no-mail-server
for file in /etc/aliases /etc/mail/aliases; do show alias "$file"; done
show mailname /etc/mailname
for file in /etc/postfix/virtual /etc/postfix/transport /etc/postfix/canonical /etc/postfix/relay_domains /etc/postfix/recipient_canonical /etc/postfix/sender_canonical /etc/postfix/sasl_passwd; do
  case $file in
    # Each line holds a password: only whom it is for, and a digest.
    *sasl_passwd) [ -r "$file" ] && sed '/^[ \t]*#/d; /^[ \t]*$/d' "$file" | awk -v path="$file" '{ key = $1; sub(/^[^ \t]+[ \t]+/, ""); print "map\t" path "\t" FNR "\t" key " password=" $0 }' ;;
    *) show map "$file" ;;
  esac
done
for home in $(getent passwd | cut -d: -f 6 | sort -u); do
  [ -f "$home/.forward" ] && show forward "$home/.forward"
done
exit 0
