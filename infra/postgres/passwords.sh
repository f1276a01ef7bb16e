#!/bin/sh
# For the container image of PostgreSQL only: gives the two roles the passwords of the environment.
set -eu

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
SET log_statement = 'none';
\getenv owner CHUAN_OWNER_PASSWORD
\getenv app CHUAN_APP_PASSWORD
ALTER ROLE chuan_owner PASSWORD :'owner';
ALTER ROLE chuan_app PASSWORD :'app';
SQL
