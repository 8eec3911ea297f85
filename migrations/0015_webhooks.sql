-- Where events are sent to.
create table webhooks_endpoint (
  id               text        primary key check (id ~ '^whe_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  url              text        not null check (length(url) <= 2000),
  description      text        not null check (length(description) <= 200),
  -- Patterns: `*`, `order.*` or `order.paid`.
  events           text[]      not null check (cardinality(events) between 1 and 50),
  -- The merchant whose endpoint it is, who gets the events of its own business; null: the marketplace's, which gets all.
  owner            text        check (owner ~ '^mer_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  state            text        not null check (state in ('enabled', 'paused', 'disabled')),
  reason           text        check (length(reason) <= 500),
  state_at         timestamptz not null,
  -- Until there is a vault the secrets lie here as they are: they sign, so a hash would not do. Gone with the endpoint.
  secret           text        check (secret like 'whsec_%'),
  old_secret       text        check (old_secret like 'whsec_%'),
  old_secret_until timestamptz,
  -- The Idempotency-Keys of its creation and of its last rotation, by whom: their answers show a secret and are not kept.
  asked_by         text        not null,
  asked_key        text        not null check (length(asked_key) between 1 and 255),
  rotated_by       text,
  rotated_key      text        check (length(rotated_key) between 1 and 255),
  -- Events after this place of the log are sent.
  from_place       bigint      not null,
  -- Attempts in a row that failed, and since when. Nothing has arrived in between.
  failures         integer     not null default 0,
  failing_since    timestamptz,
  -- It took long the last time, or did not answer: it is served apart, so that it holds up no other.
  slow             boolean     not null default false,
  -- It asked for a rest until then (Retry-After).
  rest_until       timestamptz,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  deleted_at       timestamptz,
  unique (asked_by, asked_key),
  check ((old_secret is null) = (old_secret_until is null)),
  check ((secret is null) = (deleted_at is not null))
);
grant select, insert, update on webhooks_endpoint to kontor_app;

-- How far the log has been spread over the endpoints. One row.
create table webhooks_cursor (
  only_one boolean primary key default true check (only_one),
  place    bigint  not null
);
insert into webhooks_cursor (place) values (0);
grant select, update on webhooks_cursor to kontor_app;

-- An event on its way to an endpoint.
create table webhooks_delivery (
  id          text        primary key check (id ~ '^whd_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  endpoint_id text        not null references webhooks_endpoint,
  event_id    text        not null,
  type        text        not null,
  subject     text        not null,
  -- Its place in the log, and the how-manieth event of its subject it is.
  place       bigint      not null,
  sequence    bigint      not null,
  state       text        not null check (state in ('waiting', 'sending', 'delivered', 'failed', 'skipped')),
  -- A test is sent in every state of the endpoint, once, and stands in no line. What is sent again stands in another line
  -- than what is new.
  test        boolean     not null,
  replayed    boolean     not null default false,
  -- How often it was sent, and how often since it last began.
  attempts    integer     not null default 0,
  tries       integer     not null default 0,
  -- How often somebody took it to send it: an answer that comes after another has taken it does not count.
  claims      integer     not null default 0,
  -- Waiting: when it is sent; null while one before it in its line is not done. Sending: when the sender's time is over.
  due_at      timestamptz,
  last_status integer,
  last_error  text,
  created_at  timestamptz not null,
  done_at     timestamptz,
  unique (endpoint_id, event_id),
  check ((done_at is null) = (state in ('waiting', 'sending')))
);
create index webhooks_delivery_due on webhooks_delivery (endpoint_id, due_at) where due_at is not null and not test;
create index webhooks_delivery_lane on webhooks_delivery (endpoint_id, subject, replayed, place)
  where state in ('waiting', 'sending') and not test;
create index webhooks_delivery_sending on webhooks_delivery (endpoint_id) where state = 'sending';
create index webhooks_delivery_test on webhooks_delivery (due_at) where test and due_at is not null;
create index webhooks_delivery_page on webhooks_delivery (endpoint_id, place);
create index webhooks_delivery_done on webhooks_delivery (done_at) where done_at is not null;
create index webhooks_delivery_open on webhooks_delivery (endpoint_id, created_at) where state = 'waiting';
grant select, insert, update, delete on webhooks_delivery to kontor_app;

-- What came of each attempt.
create table webhooks_attempt (
  delivery_id text        not null references webhooks_delivery on delete cascade,
  no          integer     not null,
  at          timestamptz not null,
  duration_ms integer     not null,
  status      integer,
  answer      text        not null check (length(answer) <= 1000),
  error       text        check (length(error) <= 300),
  primary key (delivery_id, no)
);
grant select, insert on webhooks_attempt to kontor_app;
