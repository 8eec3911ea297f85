-- An order's money, by part: what one merchant gets of one order, or what the platform itself gets (no merchant).
-- Amounts are running sums in minor units. `held` is what is left of `paid`, so that
-- paid = held + released + commission + refunded holds by construction; it is also the balance of escrow:<id>:<currency>.
create table escrow_part (
  id           text        primary key check (id ~ '^opt_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  order_id     text        not null check (order_id ~ '^ord_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  merchant_id  text        check (merchant_id ~ '^mer_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  currency     text        not null check (currency ~ '^[A-Z]{3}$'),
  due          bigint      not null check (due >= 0),
  paid         bigint      not null default 0 check (paid between 0 and due),
  released     bigint      not null default 0 check (released >= 0),
  commission   bigint      not null default 0 check (commission >= 0),
  refunded     bigint      not null default 0 check (refunded >= 0),
  charged_back bigint      not null default 0 check (charged_back between 0 and refunded),
  held         bigint      not null generated always as (paid - released - commission - refunded) stored check (held >= 0),
  frozen       bigint      not null default 0,
  created_at   timestamptz not null,
  check (frozen between 0 and paid - released - commission - refunded),
  check (merchant_id is not null or released = 0)
) with (fillfactor = 70);
create index escrow_part_order on escrow_part (order_id);
create index escrow_part_merchant on escrow_part (merchant_id);
grant select, insert, update on escrow_part to kontor_app;

-- Why the sums are what they are: one row for each movement of a part, with what it added to each sum. Append-only.
-- `reference` is the business act (capture, release, refund, dispute, chargeback), so that none can happen twice.
create table escrow_movement (
  part_id        text        not null references escrow_part,
  kind           text        not null check (kind in
                   ('fund', 'release', 'refund', 'freeze', 'unfreeze', 'chargeback', 'chargeback_reversal')),
  reference      text        not null check (length(reference) between 1 and 100),
  no             bigint      not null generated always as identity,
  at             timestamptz not null,
  -- What was asked for; the columns below say what it came to.
  amount         bigint      not null check (amount >= 0),
  paid           bigint      not null default 0,
  released       bigint      not null default 0,
  commission     bigint      not null default 0,
  refunded       bigint      not null default 0,
  charged_back   bigint      not null default 0,
  frozen         bigint      not null default 0,
  -- What the merchant came to owe by it, or (negative) what was recovered of that.
  owed           bigint      not null default 0,
  -- What the platform bears, because the order has nothing left to take it from.
  loss           bigint      not null default 0,
  -- The ledger transaction; null for `fund`, whose transaction is the payment's own.
  transaction_id text        check (transaction_id ~ '^txn_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  primary key (part_id, kind, reference)
);
create index escrow_movement_reference on escrow_movement (reference);
grant select, insert on escrow_movement to kontor_app;

-- Money that a dispute holds fast: a hold in the ledger on the part's account, without expiry.
create table escrow_freeze (
  dispute_id  text        primary key check (length(dispute_id) between 1 and 100),
  part_id     text        not null references escrow_part,
  asked       bigint      not null check (asked > 0),
  -- What was there to freeze, and what of it is frozen now (a chargeback takes frozen money first).
  frozen      bigint      not null check (frozen between 0 and asked),
  left_frozen bigint      not null check (left_frozen between 0 and frozen),
  hold_id     text        check (hold_id ~ '^trf_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  at          timestamptz not null,
  ended_at    timestamptz,
  check ((hold_id is not null) = (left_frozen > 0)),
  check (ended_at is null or left_frozen = 0)
);
create index escrow_freeze_part on escrow_freeze (part_id);
grant select, insert, update on escrow_freeze to kontor_app;
