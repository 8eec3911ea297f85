-- Those who sell. `reference` is the marketplace's own id for them.
create table merchants_merchant (
  id              text        primary key check (id ~ '^mer_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  reference       text        not null unique check (length(reference) between 1 and 100),
  display_name    text        not null check (length(display_name) between 1 and 200),
  state           text        not null check (state in ('active', 'suspended')),
  state_reason    text        check (length(state_reason) between 1 and 500),
  payout_currency text        not null check (payout_currency ~ '^[A-Z]{3}$'),
  created_at      timestamptz not null,
  check (state = 'active' or state_reason is not null)
);
grant select, insert, update on merchants_merchant to kontor_app;

-- The currencies in which a merchant has ledger accounts.
create table merchants_account (
  merchant_id text not null references merchants_merchant,
  currency    text not null check (currency ~ '^[A-Z]{3}$'),
  primary key (merchant_id, currency)
);
grant select, insert on merchants_account to kontor_app;

-- Commission schedules: null means any. Append-only; a newer one with the same scope takes over from its date.
create table merchants_commission (
  id            text        primary key check (id ~ '^csc_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  no            bigint      not null generated always as identity,
  merchant_id   text        references merchants_merchant,
  category      text        check (length(category) between 1 and 100),
  currency      text        check (currency ~ '^[A-Z]{3}$'),
  basis_points  integer     not null check (basis_points between 0 and 10000),
  fixed_minor   bigint      not null check (fixed_minor >= 0),
  minimum_minor bigint      not null check (minimum_minor >= 0),
  cap_minor     bigint      check (cap_minor >= minimum_minor),
  valid_from    timestamptz not null,
  created_at    timestamptz not null,
  -- An amount means nothing without its currency.
  check (currency is not null or (fixed_minor = 0 and minimum_minor = 0 and cap_minor is null))
);
create index merchants_commission_scope on merchants_commission (merchant_id, category, currency, valid_from desc);
grant select, insert on merchants_commission to kontor_app;
