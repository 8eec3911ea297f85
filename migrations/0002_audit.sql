-- Every change appends events in its own transaction. Append-only: the application may not change or delete them.
create table audit_event (
  id       text        primary key check (id ~ '^evt_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  no       bigint      not null generated always as identity,
  at       timestamptz not null,
  actor    text        not null,
  request  text,
  type     text        not null,
  subject  text        not null,
  owner    text,
  data     jsonb       not null
);
create index audit_event_subject on audit_event (subject, no);
grant select, insert on audit_event to kontor_app;

-- The one order of all committed events. A place is given once, without gaps, and never changes.
create table audit_place (
  place    bigint primary key,
  event_id text   not null unique references audit_event
);
grant select, insert on audit_place to kontor_app;

-- Events that have no place yet. A queue, so that the sequencer need not search the log for them.
create table audit_pending (
  no       bigint primary key,
  event_id text   not null
);
grant select, insert, delete on audit_pending to kontor_app;
