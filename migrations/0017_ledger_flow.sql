-- What moved between kinds of account, hour by hour: sums that are too large to be added up whenever somebody looks.
create table ledger_flow (
  book        text collate "C" not null,
  hour        timestamptz not null,
  currency    text collate "C" not null,
  debit_kind  text collate "C" not null,
  credit_kind text collate "C" not null,
  -- The reason in a word; empty where one of the accounts is not Kontor's own, since callers choose those freely.
  code        text collate "C" not null,
  transfers   bigint      not null,
  minor       numeric     not null,
  primary key (book, hour, currency, debit_kind, credit_kind, code)
);
grant select, insert, update on ledger_flow to kontor_app;

-- Up to which place the transfers of a book stand in ledger_flow. It never goes beyond a checkpoint: those are kept while
-- nothing is being posted, so that no transfer comes before one later on.
create table ledger_flow_mark (
  book text collate "C" primary key,
  seq  bigint not null
);
grant select, insert, update on ledger_flow_mark to kontor_app;
create index ledger_checkpoint_seq on ledger_checkpoint (book, seq);

-- Transfers lie in the order of their writing, so that a few bytes for each stretch of them tell where to look.
create index ledger_transfer_time on ledger_transfer using brin (at, seq) with (pages_per_range = 32, autosummarize = on);
