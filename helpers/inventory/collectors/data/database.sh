found=no
client=
for name in mysql mariadb; do have $name && { client=$name; break; }; done
server=$(ps -eo comm= | grep -E '^(mysqld|mariadbd)$' | head -n 1)
if [ -n "$client" ] && { [ -n "$server" ] || have mysqld || have mariadbd; }; then
  found=yes
  # As root by the socket, or with the account of Debian's own scripts. No password is ever an argument.
  ask="$client -N -B --connect-timeout=5"
  if ! problem=$($ask -e 'SELECT 1' 2>&1) && [ -r /etc/mysql/debian.cnf ]; then
    ask="$client --defaults-file=/etc/mysql/debian.cnf -N -B --connect-timeout=5"
    problem=$($ask -e 'SELECT 1' 2>&1)
  fi
  if $ask -e 'SELECT 1' >/dev/null 2>&1; then
    own="NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys')"
    $ask -e "SHOW GLOBAL VARIABLES" | rows variable
    # What nobody has set, as MariaDB and as MySQL 8 say it; an older server says nothing of it.
    { $ask -e "SELECT LOWER(variable_name) FROM information_schema.system_variables WHERE global_value_origin IN ('COMPILE-TIME', 'AUTO')" ||
      $ask -e "SELECT variable_name FROM performance_schema.variables_info WHERE variable_source = 'COMPILED'"; } 2>/dev/null | rows default
    $ask -e "SELECT plugin_name, plugin_status, plugin_type FROM information_schema.plugins" | rows plugin
    $ask -e "SELECT schema_name, default_character_set_name, default_collation_name FROM information_schema.schemata WHERE schema_name NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys')" | rows schema
    # Statements are made from the catalogue, each behind a row that says what it is about. The client has its own commands
    # (\! and system), behind a backslash or at the beginning of a line: a name must not bring one, since root runs the client.
    mark=0123456789abcdef
    odd='[[:cntrl:]\\\\]'
    not_asked='not asked about: its name has a backslash or a control character'
    statements() { # kind, catalogue, schema column, name column, condition
      $ask -r -e "SET SESSION group_concat_max_len = 1048576; SELECT CONCAT('SELECT ''$mark'', ''$1'', ''', REPLACE($3, '''', ''''''), ''', ''', REPLACE($4, '''', ''''''), '''; SHOW CREATE $1 \`', REPLACE($3, '\`', '\`\`'), '\`.\`', REPLACE($4, '\`', '\`\`'), '\`;') FROM information_schema.$2 WHERE $3 $own AND NOT ($3 REGEXP '$odd' OR $4 REGEXP '$odd') AND $5"
    }
    unasked() { # the same
      $ask -e "SELECT 'cannot', CONCAT(LOWER('$1'), ' ', $3, '.', $4), '$not_asked' FROM information_schema.$2 WHERE $3 $own AND ($3 REGEXP '$odd' OR $4 REGEXP '$odd') AND $5"
    }
    of_each_kind() { # command
      $1 TABLE tables table_schema table_name "table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')"
      $1 VIEW views table_schema table_name 1
      $1 PROCEDURE routines routine_schema routine_name "routine_type = 'PROCEDURE'"
      $1 FUNCTION routines routine_schema routine_name "routine_type = 'FUNCTION'"
      $1 TRIGGER triggers trigger_schema trigger_name 1
      $1 EVENT events event_schema event_name 1
    }
    of_each_kind statements | $ask -f 2>&1 | rows create
    of_each_kind unasked
    # An account without a host is a role of MariaDB: whoever has it may what is granted to it.
    who="FROM mysql.user WHERE NOT (user = '' AND host = '') AND"
    is_odd="(user REGEXP '$odd' OR host REGEXP '$odd')"
    quoted() { echo "'''', REPLACE($1, '''', ''''''), ''''"; }
    $ask -r -e "SELECT CONCAT('SELECT ''$mark'', ''GRANTS'', ', $(quoted user), ', ', $(quoted host), '; SHOW GRANTS FOR ', $(quoted user), IF(host = '', '', CONCAT('@', $(quoted host))), ';') $who NOT $is_odd" | $ask -f 2>&1 | rows grant
    $ask -e "SELECT 'cannot', CONCAT('account ', user, '@', host), '$not_asked' $who $is_odd"
  else
    cannot '' "$client as $(id -un): $(printf %s "$problem" | tail -n 1)"
  fi
elif [ -n "$server" ]; then
  found=yes
  cannot '' "$server runs, and the host has no client to ask it with"
fi
if have psql && ps -eo comm= | grep -q '^postgres'; then
  found=yes
  if [ "$(id -u)" = 0 ]; then
    su -s /bin/sh postgres -c "psql -X -A -t -F '$tab' -c 'SELECT datname, pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE NOT datistemplate'" 2>/dev/null | rows postgres
    su -s /bin/sh postgres -c "psql -X -A -t -F '$tab' -c 'SELECT rolname, rolsuper, rolcanlogin FROM pg_roles'" 2>/dev/null | rows role
    su -s /bin/sh postgres -c "psql -X -A -t -F '$tab' -c 'SELECT name, setting FROM pg_settings'" 2>/dev/null | rows pg-setting
    cannot 'postgres structure' 'no collector reads tables of PostgreSQL yet'
  else
    cannot 'postgres' "only root may ask as postgres; asked as $(id -un)"
  fi
fi
for other in mongod redis-server memcached slapd influxd elasticsearch; do
  ps -eo comm= | grep -qx "$other" && { found=yes; cannot "$other" "no collector reads what $other holds"; }
done
[ $found = yes ] || echo no-database
exit 0
