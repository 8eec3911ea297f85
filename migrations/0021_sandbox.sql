-- The sandbox is a payment service of its own. It shares nothing with Kontor's tables, and could stand in another database.

-- A payment as the sandbox sees it: its whole state, and when its next timer goes off.
create table sandbox_payment (
  reference  text        primary key,
  payment_id text        not null,
  state      jsonb       not null,
  due_at     timestamptz
);
create index sandbox_payment_due on sandbox_payment (due_at) where due_at is not null;
grant select, insert, update on sandbox_payment to kontor_app;

-- What was answered to each idempotency key, written in the transaction of its effect.
create table sandbox_request (
  key       text        primary key,
  digest    text        not null,
  reference text,
  refusal   text,
  at        timestamptz not null
);
grant select, insert on sandbox_request to kontor_app;

-- Webhooks on their way. An event that is sent twice has two rows.
create table sandbox_delivery (
  no         bigint      primary key generated always as identity,
  body       text        not null,
  deliver_at timestamptz not null,
  attempts   integer     not null default 0
);
create index sandbox_delivery_due on sandbox_delivery (deliver_at, no);
grant select, insert, update, delete on sandbox_delivery to kontor_app;

-- The sandbox's own books: each movement of money, and the settlement that paid it out. due_at: when it is settled.
create table sandbox_entry (
  reference     text        not null,
  kind          text        not null
    check (kind in ('capture', 'refund', 'refund_return', 'chargeback', 'chargeback_reversal')),
  payment_id    text        not null,
  currency      text        not null,
  gross         bigint      not null,
  fee           bigint      not null,
  at            timestamptz not null,
  due_at        timestamptz,
  settlement_id text,
  primary key (reference, kind)
);
create index sandbox_entry_due on sandbox_entry (due_at) where due_at is not null;
create index sandbox_entry_settlement on sandbox_entry (settlement_id) where settlement_id is not null;
grant select, insert, update on sandbox_entry to kontor_app;

create table sandbox_settlement (
  id       text        primary key,
  currency text        not null,
  at       timestamptz not null,
  net      bigint      not null
);
create index sandbox_settlement_at on sandbox_settlement (at, id);
grant select, insert on sandbox_settlement to kontor_app;
