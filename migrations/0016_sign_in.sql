-- How people sign in: by a link that works once and opens a session. Both go by the database's own time, now(), and not by
-- Kontor's clock: that one may be moved, which must neither sign anybody out nor make a link last longer.
-- Of a link and of a session only the SHA-256 hash is stored. Each has 256 bits of chance, so that needs no salt.
create table identity_link (
  id          text        primary key check (id ~ '^lnk_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  -- The beginning of the token, to look it up by. No secret.
  prefix      text        not null check (prefix ~ '^kontor_link_[0-9A-Za-z]{8}$'),
  hash        bytea       not null unique check (length(hash) = 32),
  kind        text        not null check (kind in ('operator', 'merchant', 'buyer', 'auditor')),
  merchant_id text        check (merchant_id ~ '^mer_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  buyer_id    text        check (buyer_id ~ '^buy_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  label       text        not null check (length(label) <= 100),
  -- The Idempotency-Key it was asked for with, by whom: its answer shows a secret and is not kept.
  asked_by    text        not null,
  asked_key   text        check (length(asked_key) between 1 and 255),
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null,
  used_at     timestamptz,
  revoked_at  timestamptz,
  unique (asked_by, asked_key),
  check ((kind = 'merchant') = (merchant_id is not null)),
  check ((kind = 'buyer') = (buyer_id is not null))
);
create index identity_link_prefix on identity_link (prefix);
create index identity_link_age on identity_link (expires_at);
grant select, insert, delete on identity_link to kontor_app;
grant update (used_at, revoked_at) on identity_link to kontor_app;

create table identity_session (
  id           text        primary key check (id ~ '^ses_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  prefix       text        not null check (prefix ~ '^kontor_session_[0-9A-Za-z]{8}$'),
  hash         bytea       not null unique check (length(hash) = 32),
  kind         text        not null check (kind in ('operator', 'merchant', 'buyer', 'auditor')),
  merchant_id  text        check (merchant_id ~ '^mer_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  buyer_id     text        check (buyer_id ~ '^buy_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  -- Whose it is: sessions of one party know of each other.
  party        text        not null generated always as (coalesce(merchant_id, buyer_id, kind)) stored,
  label        text        not null check (length(label) <= 100),
  -- One link opens one session.
  link_id      text        not null unique,
  created_at   timestamptz not null default now(),
  -- To the minute.
  seen_at      timestamptz not null default now(),
  -- It is over when nobody has been seen for so long, or at the end in any case, or when it was ended.
  idle_minutes integer     not null check (idle_minutes > 0),
  expires_at   timestamptz not null,
  ended_at     timestamptz,
  check ((kind = 'merchant') = (merchant_id is not null)),
  check ((kind = 'buyer') = (buyer_id is not null))
);
create index identity_session_prefix on identity_session (prefix);
create index identity_session_party on identity_session (party, id);
create index identity_session_age on identity_session (expires_at);
grant select, insert, delete on identity_session to kontor_app;
grant update (seen_at, ended_at) on identity_session to kontor_app;
