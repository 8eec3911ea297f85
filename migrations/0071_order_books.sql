-- An order's money is in one book: that of its merchants, or `main` where they are in different ones. The names were
-- checked when the merchants got their books.
alter table orders_order add column book text collate "C" not null default 'main';
alter table payments_payment add column book text collate "C" not null default 'main';
alter table escrow_part add column book text collate "C" not null default 'main';

-- When what merchants earned in other books was last brought to `main`, which pays them.
create table merchants_gathering (
  single boolean     primary key default true check (single),
  at     timestamptz not null
);
grant select, insert, update on merchants_gathering to kontor_app;
