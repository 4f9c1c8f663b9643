#!/bin/sh
# Runs once, as the new cluster's superuser: a database whose owner is no superuser. A superuser could
# put the triggers to sleep that keep the record of acts; its owner needs the ALTER TABLE that shows.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$DATABASE_PASSWORD" --username postgres <<'SQL'
CREATE ROLE factcheck LOGIN PASSWORD :'password';
CREATE DATABASE factcheck OWNER factcheck;
\connect factcheck
CREATE EXTENSION vector;
CREATE EXTENSION pg_trgm;
SQL
