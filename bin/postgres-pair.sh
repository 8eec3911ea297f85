#!/usr/bin/env bash
# A pair of PostgreSQL servers, primary and synchronous standby, with the programs of Debian's package postgresql-15
# (or later). docs/operations.md explains each step. On one machine it is a rehearsal; on two, do the same steps on each.
set -euo pipefail

usage() {
  cat <<'TEXT'
postgres-pair.sh primary DIR PORT             a new server that others may copy
postgres-pair.sh standby DIR PORT FROM NAME   a copy of the server at port FROM, kept up to date from now on
postgres-pair.sh synchronous PORT NAME        commits at PORT wait for the standby NAME; answers when it follows
postgres-pair.sh alone PORT                   commits at PORT wait for nobody: the decision to go on without a standby
postgres-pair.sh promote DIR NAME             the standby in DIR becomes the primary, and keeps the log for NAME
postgres-pair.sh rejoin DIR PORT FROM NAME    a former primary becomes a standby of the server at port FROM
postgres-pair.sh start DIR | stop DIR         starts or stops the server in DIR
Variables: PG_BIN (folder of the programs), PG_USER (system user that servers run as when this runs as root)
TEXT
  exit 2
}

PG_BIN=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)}
PG_USER=${PG_USER:-postgres}
host=127.0.0.1

# PostgreSQL does not run as root.
as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u "$PG_USER" -- "$@"; else "$@"; fi; }
sql() { as_owner "$PG_BIN/psql" -XAtq -v ON_ERROR_STOP=1 -h "$host" -p "$1" -U postgres -d postgres -c "$2"; }
start() { as_owner "$PG_BIN/pg_ctl" -D "$1" -l "$1.log" -w -t 60 start >/dev/null; }
folder() {
  mkdir -p "$(dirname "$1")"
  install -d -m 700 "$1"
  if [ "$(id -u)" = 0 ]; then chown "$PG_USER" "$(dirname "$1")" "$1"; fi
}

# What each server of the pair has in common. Checksums (or wal_log_hints) and wal_keep_size let pg_rewind take a former
# primary back.
settings() {
  cat <<CONF
port = $2
listen_addresses = '$host'
unix_socket_directories = ''
wal_level = replica
max_wal_senders = 10
max_replication_slots = 10
max_slot_wal_keep_size = 8GB
wal_keep_size = 1GB
hot_standby = on
synchronous_commit = on
CONF
}

make_primary() {
  folder "$1"
  as_owner "$PG_BIN/initdb" -D "$1" -U postgres --data-checksums --encoding=UTF8 --locale=C --auth=trust >/dev/null
  settings "$@" | as_owner tee "$1/pair.conf" >/dev/null
  echo "include_if_exists = 'pair.conf'" | as_owner tee -a "$1/postgresql.conf" >/dev/null
  start "$1"
  sql "$2" "create role replicator login replication"
  # By these pg_rewind reads.
  sql "$2" "grant execute on function pg_ls_dir(text, boolean, boolean), pg_stat_file(text, boolean),
    pg_read_binary_file(text), pg_read_binary_file(text, bigint, bigint, boolean) to replicator"
}

# The slot keeps the log until the standby has it, from now on and not only from its first connection.
keep_log_for() {
  sql "$1" "select pg_create_physical_replication_slot('${2//-/_}', true)
    where not exists (select from pg_replication_slots where slot_name = '${2//-/_}')" >/dev/null
}

# Whom a server waits for is set when it is the primary, and not copied.
forget() { as_owner sed -i "/^synchronous_standby_names/d; /^$2/d" "$1/postgresql.auto.conf"; }

# -R writes standby.signal and how to reach the primary.
make_standby() {
  folder "$1"
  keep_log_for "$3" "$4"
  as_owner "$PG_BIN/pg_basebackup" -D "$1" -R -X stream -c fast -S "${4//-/_}" \
    -d "host=$host port=$3 user=replicator application_name=$4"
  forget "$1" synchronous_standby_names
  settings "$1" "$2" | as_owner tee "$1/pair.conf" >/dev/null
  start "$1"
}

# Not before it follows: from then on every commit waits for it.
make_synchronous() {
  await "$1" "$2" state streaming
  sql "$1" "alter system set synchronous_standby_names = 'FIRST 1 (\"$2\")'"
  sql "$1" "select pg_reload_conf()" >/dev/null
  await "$1" "$2" sync_state sync
}

await() {
  for _ in $(seq 300); do
    [ "$(sql "$1" "select $3 from pg_stat_replication where application_name = '$2'")" = "$4" ] && return
    sleep 0.1
  done
  echo "the standby $2 does not follow" >&2
  return 1
}

go_on_alone() {
  sql "$1" "alter system set synchronous_standby_names = ''"
  sql "$1" "select pg_reload_conf()" >/dev/null
}

# Only once the former primary is known to be down or cut off: see "split brain" in docs/operations.md.
promote() {
  as_owner "$PG_BIN/pg_ctl" -D "$1" -w -t 60 promote >/dev/null
  keep_log_for "$(as_owner sed -n 4p "$1/postmaster.pid")" "$2"
}

# Takes away what the former primary wrote after the other was promoted, and lets it follow. It must not be running. Where
# settings lie outside of the data, as Debian's do, pg_rewind needs --config-file besides.
rejoin() {
  local from="host=$host port=$3 user=replicator dbname=postgres application_name=$4"
  keep_log_for "$3" "$4"
  sql "$3" "checkpoint"
  # After a kill its last processes take a moment to go.
  for attempt in $(seq 20); do
    as_owner "$PG_BIN/pg_rewind" -D "$1" -R --source-server="$from" >"$1.rewind.log" 2>&1 && break
    [ "$attempt" = 20 ] && { cat "$1.rewind.log" >&2; return 1; }
    sleep 0.5
  done
  settings "$1" "$2" | as_owner tee "$1/pair.conf" >/dev/null
  forget "$1" primary_slot_name
  echo "primary_slot_name = '${4//-/_}'" | as_owner tee -a "$1/postgresql.auto.conf" >/dev/null
  start "$1"
}

case "${1:-}:$#" in
  primary:3) make_primary "$2" "$3" ;;
  standby:5) make_standby "$2" "$3" "$4" "$5" ;;
  synchronous:3) make_synchronous "$2" "$3" ;;
  alone:2) go_on_alone "$2" ;;
  promote:3) promote "$2" "$3" ;;
  rejoin:5) rejoin "$2" "$3" "$4" "$5" ;;
  start:2) start "$2" ;;
  stop:2) as_owner "$PG_BIN/pg_ctl" -D "$2" -m fast -w stop >/dev/null ;;
  *) usage ;;
esac
