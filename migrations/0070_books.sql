-- The books of this installation: independent ledgers, each with accounts, transfers and atomicity of its own. A
-- distributed PostgreSQL may keep each on another node; this list stays where merchants and orders are.
create table books_book (
  name       text collate "C" primary key check (name ~ '^[a-z][a-z0-9_-]{0,39}$'),
  created_at timestamptz not null
);
insert into books_book values ('main', '2026-01-01Z');
grant select, insert on books_book to kontor_app;

-- Money on its way from an account of one book to an account of another. In each book it stands against the clearing
-- account of the other one. `state` says how far both sides are:
--   held_here:      set aside in `from_book`
--   held_there:     announced in `to_book` too, so that from here on it will arrive
--   captured_there: arrived
--   done:           gone from `from_book`
--   voided:         not wanted there, and given back
create table books_transfer (
  id         text        primary key check (id ~ '^btr_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  from_book  text collate "C" not null references books_book,
  to_book    text collate "C" not null references books_book,
  debit      text collate "C" not null,
  credit     text collate "C" not null,
  currency   text        not null check (currency ~ '^[A-Z]{3}$'),
  minor      bigint      not null check (minor > 0),
  code       text        not null,
  subject    text,
  state      text        not null check (state in ('held_here', 'held_there', 'captured_there', 'done', 'voided')),
  reason     text,
  attempts   integer     not null default 0,
  due_at     timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (from_book <> to_book),
  check ((due_at is null) = (state in ('done', 'voided')))
);
create index books_transfer_due on books_transfer (due_at, id) where due_at is not null;
create index books_transfer_subject on books_transfer (subject) where subject is not null;
grant select, insert, update (state, reason, attempts, due_at, updated_at) on books_transfer to kontor_app;

-- The book that a merchant's money is in. Accounts of a book that it left stay there for what still comes in.
alter table merchants_merchant add column book text collate "C" not null default 'main' references books_book;
alter table merchants_account add column book text collate "C" not null default 'main' references books_book;
alter table merchants_account drop constraint merchants_account_pkey;
alter table merchants_account add primary key (merchant_id, currency, book);
