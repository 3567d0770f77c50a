#!/bin/sh
# Runs once, when the database's volume is new: the owner migrates, the application role reads and writes rows alone.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set owner_password="$COMMONS_OWNER_PASSWORD" --set app_password="$COMMONS_APP_PASSWORD" <<'SQL'
CREATE ROLE commons_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE commons_app LOGIN PASSWORD :'app_password';
CREATE DATABASE commons OWNER commons_owner ENCODING 'UTF8' TEMPLATE template0;
\connect commons
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO commons_owner;
GRANT USAGE ON SCHEMA public TO commons_app;
ALTER DEFAULT PRIVILEGES FOR ROLE commons_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO commons_app;
ALTER DEFAULT PRIVILEGES FOR ROLE commons_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO commons_app;
SQL
