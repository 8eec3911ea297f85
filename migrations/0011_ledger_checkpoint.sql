-- Sums of unlimited accounts at places of their history, so that a past balance is read from the last of them and not
-- added up from the first entry on.

-- Nothing reads transfers by their subject: the entries of an account carry it.
drop index ledger_transfer_subject;

-- How many transfers a change stands for, and how many an account has had since its last checkpoint.
alter table ledger_delta add column transfers bigint not null default 1;
alter table ledger_account add column since_checkpoint bigint not null default 0;
grant update (since_checkpoint) on ledger_account to kontor_app;

-- The four sums of an unlimited account up to and including a place. No later entry comes before it. Append-only.
create table ledger_checkpoint (
  book           text collate "C" not null,
  account_no     bigint      not null,
  at             timestamptz not null,
  seq            bigint      not null,
  debits_posted  bigint      not null,
  credits_posted bigint      not null,
  debits_held    bigint      not null,
  credits_held   bigint      not null,
  primary key (book, account_no, at, seq)
);
grant select, insert on ledger_checkpoint to kontor_app;
