-- The clock's distance from the machine's time; zero in production.
create table db_clock (
  single    boolean primary key default true check (single),
  offset_ms bigint  not null default 0
);
insert into db_clock default values;
grant select on db_clock to kontor_app;

-- The answers of requests that carried an Idempotency-Key, written in the transaction of their effect.
create table api_idempotency (
  actor      text        not null,
  key        text        not null check (length(key) between 1 and 255),
  request    text        not null,
  status     integer     not null,
  body       text        not null,
  created_at timestamptz not null,
  primary key (actor, key)
);
create index api_idempotency_age on api_idempotency (created_at);
grant select, insert, delete on api_idempotency to kontor_app;
