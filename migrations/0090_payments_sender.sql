-- Which process sends a call: the number of the lock that says that it is there (src/db/occupy.ts). Null: it said none,
-- and its lease alone says how long the call is its own.
alter table payments_call add column sender integer check (sender > 0);
