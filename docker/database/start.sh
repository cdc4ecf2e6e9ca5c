#!/bin/sh
# Run once by the database container on an empty volume: roles, extensions, passwords from files, the empty database.
set -eu
export SECRETS="${SECRETS:-/run/secrets}"
scripts="${SCRIPTS:-/etc/stalking-unit/database}"
ask() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" "$@"; }

ask --dbname template1 --single-transaction --file "$scripts/roles.sql" --file "$scripts/extensions.sql"
ask --dbname postgres <<'SQL'
\set owner_password `cat "$SECRETS/db_owner_password"`
\set app_password `cat "$SECRETS/db_app_password"`
ALTER ROLE su_owner PASSWORD :'owner_password';
ALTER ROLE su_app PASSWORD :'app_password';
CREATE DATABASE stalking_unit OWNER su_owner;
REVOKE ALL ON DATABASE stalking_unit FROM PUBLIC;
GRANT CONNECT ON DATABASE stalking_unit TO su_app;
SQL
