create table payments_payment (
  id                   text        primary key check (id ~ '^pay_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  subject              text        not null,
  buyer_id             text,
  provider             text        not null,
  method               text        not null check (method in ('card', 'bank_transfer', 'wallet', 'voucher')),
  currency             text        not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor         bigint      not null check (amount_minor between 1 and 9007199254740991),
  capture              text        not null check (capture in ('automatic', 'manual')),
  instalments          integer     not null check (instalments >= 1),
  -- Forgotten as soon as the provider has answered.
  token                text,
  state                text        not null
    check (state in ('pending', 'authorized', 'failed', 'voided', 'expired', 'captured')),
  reference            text,
  authorized_minor     bigint      not null default 0 check (authorized_minor between 0 and amount_minor),
  captured_minor       bigint      not null default 0 check (captured_minor between 0 and amount_minor),
  refund_pending_minor bigint      not null default 0 check (refund_pending_minor >= 0),
  refunded_minor       bigint      not null default 0 check (refunded_minor >= 0),
  charged_back_minor   bigint      not null default 0 check (charged_back_minor >= 0),
  reason               text,
  mismatch             text,
  closed               boolean     not null default false,
  expires_at           timestamptz,
  created_at           timestamptz not null,
  updated_at           timestamptz not null,
  check (refunded_minor + refund_pending_minor <= captured_minor)
);
create index payments_payment_subject on payments_payment (subject, id);
create index payments_payment_buyer on payments_payment (buyer_id, id);
create index payments_payment_expiry on payments_payment (expires_at) where expires_at is not null;
create index payments_payment_mismatch on payments_payment (id) where mismatch is not null;
grant select, insert, update on payments_payment to kontor_app;

-- Captures asked for (reference null until known) and captures that the provider made by itself.
create table payments_capture (
  id           text        primary key check (id ~ '^cap_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  payment_id   text        not null references payments_payment,
  provider     text        not null,
  currency     text        not null,
  amount_minor bigint      not null check (amount_minor > 0),
  state        text        not null check (state in ('pending', 'done', 'failed', 'mismatched')),
  reference    text,
  at           timestamptz not null
);
create index payments_capture_payment on payments_capture (payment_id);
create index payments_capture_time on payments_capture (provider, at, id) where state = 'done';
create unique index payments_capture_reference on payments_capture (provider, reference);
grant select, insert, update on payments_capture to kontor_app;

create table payments_refund (
  id           text        primary key check (id ~ '^rfd_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  payment_id   text        not null references payments_payment,
  provider     text        not null,
  currency     text        not null,
  amount_minor bigint      not null check (amount_minor > 0),
  origin       text        not null check (origin in ('asked', 'unwanted')),
  state        text        not null check (state in ('pending', 'done', 'failed')),
  attempt      integer     not null default 1,
  -- How many attempts had been confirmed when the money came back.
  bounces      integer     not null default 0,
  reason       text        not null,
  failure      text,
  reference    text,
  at           timestamptz not null
);
create index payments_refund_payment on payments_refund (payment_id);
create unique index payments_refund_reference on payments_refund (provider, reference);
grant select, insert, update on payments_refund to kontor_app;

create table payments_chargeback (
  id           text        primary key check (id ~ '^cbk_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  payment_id   text        not null references payments_payment,
  provider     text        not null,
  currency     text        not null,
  amount_minor bigint      not null check (amount_minor > 0),
  reason       text        not null,
  state        text        not null check (state in ('lost', 'reversed', 'mismatched')),
  reference    text        not null,
  at           timestamptz not null
);
create index payments_chargeback_payment on payments_chargeback (payment_id);
create unique index payments_chargeback_reference on payments_chargeback (provider, reference);
grant select, insert, update on payments_chargeback to kontor_app;

-- Every call to a provider, written in the transaction of the business act, before it is made. The id is the
-- idempotency key, the same on every attempt. due_at: when it is next worked on; while it is being sent, when the
-- lease of the sender ends; null: finished, stuck, or waiting for another call of the payment.
create table payments_call (
  id          text        primary key check (id ~ '^pcl_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  payment_id  text        not null references payments_payment,
  provider    text        not null,
  kind        text        not null check (kind in ('authorize', 'capture', 'void', 'refund', 'look_up')),
  -- The capture or refund it is for, or the reason of a void.
  about       text,
  minor       bigint      check (minor > 0),
  state       text        not null
    check (state in ('planned', 'sending', 'unknown', 'waiting', 'done', 'failed', 'stuck')),
  attempts    integer     not null default 0,
  looks       integer     not null default 0,
  due_at      timestamptz,
  error       text,
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);
create index payments_call_due on payments_call (due_at) where due_at is not null;
create index payments_call_payment on payments_call (payment_id, id);
create index payments_call_open on payments_call (state, id)
  where state in ('planned', 'sending', 'unknown', 'waiting', 'stuck');
grant select, insert, update on payments_call to kontor_app;

-- Webhooks, verified, each event once. Rows are kept, so that a repeat years later is still known.
create table payments_event (
  provider    text        not null,
  id          text        not null,
  payment_id  text        not null,
  report      jsonb       not null,
  state       text        not null check (state in ('received', 'done', 'ignored', 'stuck')),
  attempts    integer     not null default 0,
  due_at      timestamptz,
  error       text,
  received_at timestamptz not null,
  primary key (provider, id)
);
create index payments_event_due on payments_event (due_at) where due_at is not null;
create index payments_event_open on payments_event (state) where state in ('received', 'stuck');
grant select, insert, update on payments_event to kontor_app;

-- How far each provider's settlements have been gone through for movements that nobody told of.
create table payments_sweep (
  provider text        primary key,
  since    timestamptz not null,
  due_at   timestamptz not null
);
grant select, insert, update on payments_sweep to kontor_app;
