-- What a desk with many orders needs to be quick.

-- References are found by their beginning, byte by byte whatever the language of the database. The one index serves for
-- that, for equality, and for their being unique.
alter table orders_order drop constraint orders_order_reference_key;
create unique index orders_order_reference_key on orders_order (reference text_pattern_ops);

-- Lists of one merchant's shipments, disputes, returns and refunds begin at a place in an index of that merchant's own.
alter table orders_shipment add column merchant_id text;
alter table orders_dispute add column merchant_id text;
alter table orders_return add column merchant_id text;
alter table orders_refund add column merchant_id text;
update orders_shipment s set merchant_id = p.merchant_id from orders_part p where p.id = s.part_id;
update orders_dispute d set merchant_id = p.merchant_id from orders_part p where p.id = d.part_id;
update orders_return r set merchant_id = p.merchant_id from orders_part p where p.id = r.part_id;
update orders_refund r set merchant_id = p.merchant_id from orders_part p where p.id = r.part_id;
create index orders_shipment_merchant on orders_shipment (merchant_id, id);
create index orders_dispute_merchant on orders_dispute (merchant_id, id);
create index orders_return_merchant on orders_return (merchant_id, id);
create index orders_refund_merchant on orders_refund (merchant_id, id);

-- What waits for somebody is few among many.
create index payments_refund_failed on payments_refund (at) where state = 'failed';
create index payments_call_stuck on payments_call (updated_at) where state = 'stuck';
create index payouts_profile_blocked on payouts_profile (merchant_id) where blocked is not null;

-- Requests as they were answered, for developers: kept for some days, without bodies and without personal data. A row may be
-- missing after a crash.
create table desk_request (
  no              bigint           primary key generated always as identity,
  at              timestamptz      not null,
  -- The database's own time, by which rows are forgotten: a moved clock makes none of them older.
  kept_at         timestamptz      not null default now(),
  request_id      text             not null check (length(request_id) <= 64),
  method          text             not null check (length(method) <= 20),
  route           text             not null check (length(route) <= 200),
  status          smallint         not null,
  code            text             check (length(code) <= 100),
  actor           text             check (length(actor) <= 100),
  idempotency_key text             check (length(idempotency_key) <= 255),
  replayed        boolean          not null,
  preview         boolean          not null,
  ms              double precision not null
);
create index desk_request_actor on desk_request (actor, no);
create index desk_request_route on desk_request (route, no);
create index desk_request_name on desk_request (request_id, no);
create index desk_request_refused on desk_request (no) where status >= 400;
grant select, insert, delete on desk_request to kontor_app;
