#!/bin/sh
# Forgets visitors without a login who were last seen more than two hours ago. Credentials: ~/.my.cnf.
set -eu
mysql BW_MAIN -e 'DELETE FROM guestsonline WHERE updated < NOW() - INTERVAL 2 HOUR'
