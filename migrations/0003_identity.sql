-- API keys. The secret itself is never stored, only its SHA-256 hash: it has 256 bits of chance, so that needs no salt.
create table identity_key (
  id           text        primary key check (id ~ '^key_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  -- The beginning of the key, which says whether it is for tests and tells keys apart. No secret.
  prefix       text        not null check (prefix ~ '^kontor_(test|live)_[0-9A-Za-z]{8}$'),
  hash         bytea       not null unique check (length(hash) = 32),
  kind         text        not null check (kind in ('operator', 'service', 'merchant', 'buyer', 'auditor')),
  -- Null: what its kind may do. Otherwise a choice of that.
  permissions  text[],
  merchant_id  text        check (merchant_id ~ '^mer_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  buyer_id     text        check (buyer_id ~ '^buy_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  test         boolean     not null,
  label        text        not null check (length(label) <= 100),
  -- The Idempotency-Key it was asked for with, by whom: a repeat makes no second key.
  asked_by     text        not null,
  asked_key    text        check (length(asked_key) between 1 and 255),
  created_at   timestamptz not null,
  expires_at   timestamptz,
  revoked_at   timestamptz,
  -- To the hour.
  last_used_at timestamptz,
  unique (asked_by, asked_key),
  check ((kind = 'merchant') = (merchant_id is not null)),
  check ((kind = 'buyer') = (buyer_id is not null))
);
create index identity_key_prefix on identity_key (prefix);
grant select, insert on identity_key to kontor_app;
grant update (revoked_at, last_used_at) on identity_key to kontor_app;
