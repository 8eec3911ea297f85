-- The ledger. Every key starts with the book, so that a distributed PostgreSQL can place books on different nodes.
-- Nothing here has triggers or foreign keys: `kontor verify` proves from the data what they would have promised.

-- Accounts, their form (which never changes) and their running sums. The sums of an unlimited account (floor null) lack
-- what still waits in ledger_delta.
create table ledger_account (
  book           text collate "C" not null,
  id             text collate "C" not null,
  no             bigint      not null generated always as identity,
  kind           text collate "C" not null,
  owner          text collate "C" not null,
  currency       text collate "C" not null,
  side           text        not null check (side in ('debit', 'credit')),
  floor          bigint,
  managed        boolean     not null,
  state          text        not null default 'open' check (state in ('open', 'frozen', 'closed')),
  debits_posted  bigint      not null default 0,
  credits_posted bigint      not null default 0,
  debits_held    bigint      not null default 0,
  credits_held   bigint      not null default 0,
  last_at        timestamptz,
  opened_at      timestamptz not null,
  primary key (book, id),
  unique (book, no),
  constraint ledger_account_floor check (
    floor is null or case side when 'credit' then credits_posted - debits_posted - debits_held
                               else debits_posted - credits_posted - credits_held end >= floor)
) with (fillfactor = 70);
create index ledger_account_kind on ledger_account (book, kind, owner);
create index ledger_account_owner on ledger_account (book, owner, kind);
grant select, insert on ledger_account to kontor_app;
grant update (state, debits_posted, credits_posted, debits_held, credits_held, last_at) on ledger_account to kontor_app;

-- What was asked for, by the caller's id: the digest of the body, and the outcome. Append-only.
create table ledger_transaction (
  id       uuid        not null,
  at       timestamptz not null,
  book     text collate "C" not null,
  digest   uuid        not null, -- 128 bits of SHA-256
  reverses uuid,
  refusal  jsonb,
  fx       jsonb,
  primary key (book, id)
);
create unique index ledger_transaction_reverses on ledger_transaction (book, reverses)
  where reverses is not null and refusal is null;
grant select, insert on ledger_transaction to kontor_app;

-- Every movement, once and for ever. The balances after it stand in the row where the account is a limited one, so that
-- a statement and a balance at any past time are read and not recomputed. Append-only.
create table ledger_transfer (
  seq            bigint      not null generated always as identity,
  debit_no       bigint      not null,
  credit_no      bigint      not null,
  minor          bigint      not null check (minor >= 0),
  at             timestamptz not null,
  debit_balance  bigint,
  debit_held     bigint,
  credit_balance bigint,
  credit_held    bigint,
  id             uuid        not null,
  transaction    uuid        not null,
  hold           uuid,
  leg            smallint    not null,
  type           text collate "C" not null check (type in ('plain', 'hold', 'capture', 'void')),
  book           text collate "C" not null,
  code           text collate "C" not null,
  subject        text collate "C",
  primary key (book, id)
);
create index ledger_transfer_transaction on ledger_transfer (transaction);
create index ledger_transfer_debit on ledger_transfer (debit_no, at, seq);
create index ledger_transfer_credit on ledger_transfer (credit_no, at, seq);
create index ledger_transfer_subject on ledger_transfer (subject) where subject is not null;
grant select, insert on ledger_transfer to kontor_app;

-- What each hold has left.
create table ledger_hold (
  book       text collate "C" not null,
  id         uuid        not null,
  debit_no   bigint      not null,
  credit_no  bigint      not null,
  minor      bigint      not null,
  remaining  bigint      not null check (remaining between 0 and minor),
  expires_at timestamptz,
  state      text        not null check (state in ('open', 'settled', 'expired')),
  primary key (book, id),
  check ((state = 'open') = (remaining > 0))
);
create index ledger_hold_expiry on ledger_hold (expires_at) where state = 'open' and expires_at is not null;
grant select, insert on ledger_hold to kontor_app;
grant update (remaining, state) on ledger_hold to kontor_app;

-- Changes of unlimited accounts that were not added to their sums yet, so that no transfer ever waits for such a row.
create table ledger_delta (
  seq            bigint not null generated always as identity,
  account_no     bigint not null,
  debits_posted  bigint not null,
  credits_posted bigint not null,
  debits_held    bigint not null,
  credits_held   bigint not null,
  book           text collate "C" not null,
  primary key (book, account_no, seq)
);
grant select, insert, delete on ledger_delta to kontor_app;
