#!/bin/sh
# Runs once, as the new cluster's superuser: a database whose owner is no superuser, and a role of the
# server's that owns nothing. A superuser could put the triggers to sleep that keep the record of acts, and
# an owner could switch them off: only `migrate` signs in as the owner, and gives the server its rights.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$DATABASE_PASSWORD" --set owners="$OWNER_PASSWORD" --username postgres <<'SQL'
CREATE ROLE factcheck_owner LOGIN PASSWORD :'owners';
CREATE ROLE factcheck LOGIN PASSWORD :'password';
CREATE DATABASE factcheck OWNER factcheck_owner;
REVOKE TEMPORARY ON DATABASE factcheck FROM PUBLIC;
\connect factcheck
CREATE EXTENSION vector;
CREATE EXTENSION pg_trgm;
SQL
