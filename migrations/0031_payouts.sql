-- Bank accounts of merchants. Append-only: a change is a new row, and a payout keeps the one it was planned with.
create table payouts_bank_account (
  id          text        primary key check (id ~ '^bac_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  merchant_id text        not null,
  holder      text        not null check (length(holder) between 1 and 140),
  iban        text        check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}$'),
  number      text        check (length(number) between 3 and 34),
  bic         text,
  bank_code   text,
  created_at  timestamptz not null,
  check ((iban is null) <> (number is null))
);
grant select, insert on payouts_bank_account to kontor_app;

-- How and when a merchant is paid out. `next_at` is when the schedule pays next; whoever pays out locks this row.
create table payouts_profile (
  merchant_id          text        primary key,
  every                text        not null check (every in ('day', 'week', 'demand')),
  weekday              text        check (weekday in
    ('sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday')),
  minimum_minor        bigint      not null check (minimum_minor >= 0),
  reserve_basis_points integer     not null check (reserve_basis_points between 0 and 10000),
  reserve_days         integer     not null check (reserve_days between 0 and 365),
  bank_account_id      text        not null references payouts_bank_account,
  -- Why nothing is paid until the profile is set again, such as a closed bank account.
  blocked              text,
  next_at              timestamptz,
  updated_at           timestamptz not null,
  check ((every = 'week') = (weekday is not null)),
  check ((every = 'demand') = (next_at is null))
);
create index payouts_profile_due on payouts_profile (next_at, merchant_id) where next_at is not null;
grant select, insert, update on payouts_profile to kontor_app;

-- What a merchant's balance holds of money from which the reserve was kept back before.
create table payouts_standing (
  merchant_id  text   not null,
  currency     text   not null,
  exempt_minor bigint not null check (exempt_minor >= 0),
  primary key (merchant_id, currency)
);
grant select, insert, update on payouts_standing to kontor_app;

-- What is kept back, and when it is given back.
create table payouts_reserve (
  id          text        primary key check (id ~ '^rsv_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  merchant_id text        not null,
  currency    text        not null,
  minor       bigint      not null check (minor > 0),
  payout_id   text        not null,
  release_at  timestamptz not null,
  released_at timestamptz
);
create index payouts_reserve_due on payouts_reserve (release_at, id) where released_at is null;
create index payouts_reserve_merchant on payouts_reserve (merchant_id, id);
grant select, insert, update on payouts_reserve to kontor_app;

-- Exchange rates as they were loaded: one unit of base is `rate` units of quote. Append-only.
create table payouts_rate (
  id        text        primary key check (id ~ '^fxr_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  no        bigint      not null generated always as identity,
  base      text        not null,
  quote     text        not null,
  rate      text        not null check (rate ~ '^[0-9]{1,12}(\.[0-9]{1,12})?$'),
  source    text        not null check (length(source) between 1 and 100),
  at        timestamptz not null,
  loaded_at timestamptz not null,
  check (base <> quote)
);
create index payouts_rate_pair on payouts_rate (base, quote, at desc, no desc);
grant select, insert on payouts_rate to kontor_app;

-- Promises to exchange. Only the execution is ever changed, once.
create table payouts_quote (
  id                  text        primary key check (id ~ '^quo_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  merchant_id         text,
  rate_id             text        not null references payouts_rate,
  sell_currency       text        not null,
  sell_minor          bigint      not null check (sell_minor > 0),
  buy_currency        text        not null,
  buy_minor           bigint      not null check (buy_minor > 0),
  rate                text        not null,
  margin_basis_points integer     not null check (margin_basis_points between 0 and 9999),
  effective_rate      text        not null,
  created_at          timestamptz not null,
  expires_at          timestamptz not null,
  executed_at         timestamptz,
  transaction_id      text,
  check ((executed_at is null) = (transaction_id is null))
);
create index payouts_quote_merchant on payouts_quote (merchant_id, id);
grant select, insert on payouts_quote to kontor_app;
grant update (executed_at, transaction_id) on payouts_quote to kontor_app;

-- Files for the bank, as they were written.
create table payouts_file (
  id             text        primary key check (id ~ '^bkf_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  message_id     text        not null unique,
  currency       text        not null,
  execution_date date        not null,
  transactions   integer     not null check (transactions > 0),
  control_minor  bigint      not null check (control_minor > 0),
  sha256         text        not null check (length(sha256) = 64),
  document       text        not null,
  state          text        not null check (state in ('written', 'sent')),
  created_at     timestamptz not null,
  sent_at        timestamptz
);
create index payouts_file_unsent on payouts_file (id) where state = 'written';
grant select, insert on payouts_file to kontor_app;
grant update (state, sent_at) on payouts_file to kontor_app;

create table payouts_payout (
  id              text        primary key check (id ~ '^pot_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  merchant_id     text        not null,
  state           text        not null check (state in ('planned', 'in_file', 'sent', 'settled', 'returned', 'cancelled')),
  currency        text        not null,
  minor           bigint      not null check (minor > 0),
  sold_currency   text,
  sold_minor      bigint      check (sold_minor > 0),
  quote_id        text        references payouts_quote,
  reserve_minor   bigint      not null check (reserve_minor >= 0),
  end_to_end_id   text        not null unique check (end_to_end_id ~ '^[A-Z0-9]{1,35}$'),
  bank_account_id text        not null references payouts_bank_account,
  origin          text        not null check (origin in ('schedule', 'request')),
  file_at         timestamptz not null,
  execution_date  date        not null,
  file_id         text        references payouts_file,
  created_at      timestamptz not null,
  sent_at         timestamptz,
  settled_at      timestamptz,
  ended_at        timestamptz,
  return_code     text,
  return_text     text,
  -- When the bank should have booked it; null once it did, or once it was reported missing.
  expected_by     timestamptz,
  check ((quote_id is null) = (sold_minor is null))
);
create index payouts_payout_merchant on payouts_payout (merchant_id, id);
create index payouts_payout_planned on payouts_payout (file_at) where state = 'planned';
create index payouts_payout_file on payouts_payout (file_id);
create index payouts_payout_expected on payouts_payout (expected_by) where expected_by is not null;
create index payouts_payout_moving on payouts_payout (merchant_id) where state in ('planned', 'in_file', 'sent');
grant select, insert, update on payouts_payout to kontor_app;

-- Bank statements. Append-only; the same one again is answered from here.
create table payouts_statement (
  id            text        primary key check (id ~ '^stm_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  no            bigint      not null generated always as identity,
  account       text        not null,
  bank_id       text        not null,
  page          integer     not null,
  currency      text        not null,
  sequence      bigint,
  from_on       date,
  to_on         date        not null,
  opening_minor bigint      not null,
  closing_minor bigint      not null,
  lines         integer     not null,
  matched       integer     not null,
  fingerprint   text        not null,
  imported_at   timestamptz not null,
  unique (account, bank_id, page)
);
create index payouts_statement_chain on payouts_statement (account, currency, no desc);
grant select, insert on payouts_statement to kontor_app;

-- The movements of statements. Append-only.
create table payouts_line (
  id             text    primary key check (id ~ '^bkl_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  statement_id   text    not null references payouts_statement,
  place          integer not null,
  currency       text    not null,
  minor          bigint  not null,
  booked_on      date    not null,
  end_to_end_id  text,
  refs           text[]  not null,
  return_code    text,
  return_text    text,
  information    text    not null,
  -- What it turned out to be when it was imported: payout, payouts (a whole file), return, settlement, unmatched, nothing.
  kind           text    not null check (kind in ('payout', 'file', 'return', 'settlement', 'unmatched', 'nothing')),
  subject        text,
  transaction_id text,
  unique (statement_id, place)
);
grant select, insert on payouts_line to kontor_app;

-- What providers report to have paid to our bank.
create table payouts_settlement (
  id          text        primary key check (id ~ '^set_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  provider    text        not null,
  reference   text        not null,
  currency    text        not null,
  gross_minor bigint      not null,
  fee_minor   bigint      not null,
  net_minor   bigint      not null check (net_minor = gross_minor - fee_minor),
  lines       integer     not null,
  fingerprint text        not null,
  at          timestamptz not null,
  recorded_at timestamptz not null,
  settled_at  timestamptz,
  expected_by timestamptz,
  unique (provider, reference)
);
create index payouts_settlement_reference on payouts_settlement (upper(reference));
create index payouts_settlement_expected on payouts_settlement (expected_by) where expected_by is not null;
grant select, insert on payouts_settlement to kontor_app;
grant update (settled_at, expected_by) on payouts_settlement to kontor_app;

create table payouts_settlement_line (
  settlement_id text    not null references payouts_settlement,
  place         integer not null,
  provider      text    not null,
  reference     text    not null,
  kind          text    not null check (kind in
    ('capture', 'refund', 'refund_return', 'chargeback', 'chargeback_reversal', 'fee')),
  payment_id    text,
  gross_minor   bigint  not null,
  fee_minor     bigint  not null,
  net_minor     bigint  not null check (net_minor = gross_minor - fee_minor),
  primary key (settlement_id, place)
);
create index payouts_settlement_line_reference on payouts_settlement_line (provider, kind, reference);
grant select, insert on payouts_settlement_line to kontor_app;

-- Whatever the bank or a provider says otherwise than we do, named, with its age, until somebody or something resolves it.
create table payouts_difference (
  id              text        primary key check (id ~ '^dif_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  kind            text        not null check (kind in ('missing', 'extra', 'amount', 'currency', 'duplicate')),
  -- What it is about: a payout, a settlement, a statement, or a line of one.
  subject         text        not null,
  line_id         text        references payouts_line,
  currency        text        not null,
  expected_minor  bigint,
  found_minor     bigint,
  -- What of it lies in the account unmatched:bank: positive for money in.
  unmatched_minor bigint      not null default 0,
  detail          text        not null,
  since           timestamptz not null,
  found_at        timestamptz not null,
  state           text        not null check (state in ('open', 'resolved')),
  resolution      text,
  reason          text,
  resolved_by     text,
  resolved_at     timestamptz,
  check ((state = 'open') = (resolved_at is null)),
  check (resolved_at is null or (resolution is not null and reason is not null and resolved_by is not null))
);
create index payouts_difference_open on payouts_difference (since, id) where state = 'open';
create index payouts_difference_subject on payouts_difference (subject);
grant select, insert on payouts_difference to kontor_app;
grant update (state, resolution, reason, resolved_by, resolved_at) on payouts_difference to kontor_app;

-- Until when each provider's settlements are known, and when they are asked for again.
create table payouts_fetch (
  provider    text        primary key,
  known_to    timestamptz not null,
  next_at     timestamptz not null,
  -- Captures up to here have been settled, or reported missing.
  settled_to  timestamptz not null default 'epoch',
  settled_id  text        not null default ''
);
grant select, insert, update on payouts_fetch to kontor_app;
