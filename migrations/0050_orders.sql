-- Orders: what was bought from whom, how far it has come, and what happens next by itself.
-- The money itself is in escrow and in the ledger; amounts here say what it is for.
create domain orders_minor as bigint check (value between 0 and 9007199254740991);

create table orders_buyer (
  id         text        primary key check (id ~ '^buy_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  reference  text        not null unique check (length(reference) between 1 and 100),
  created_at timestamptz not null
);
grant select, insert on orders_buyer to kontor_app;

create table orders_order (
  id                 text         primary key check (id ~ '^ord_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  reference          text         not null unique check (length(reference) between 1 and 100),
  buyer_id           text         not null references orders_buyer,
  currency           text         not null,
  total_minor        orders_minor not null check (total_minor > 0),
  paid_minor         orders_minor not null default 0 check (paid_minor <= total_minor),
  authorized_minor   orders_minor not null default 0,
  charged_back_minor orders_minor not null default 0,
  state              text         not null,
  closing            text         check (closing in ('cancelled', 'expired')),
  policies           jsonb        not null,
  digest             text         not null,
  created_at         timestamptz  not null,
  expires_at         timestamptz,
  paid_at            timestamptz,
  deliver_by         timestamptz,
  ended_at           timestamptz,
  -- Until then nothing is tried with it by itself: it was refused when it was due.
  put_off_until      timestamptz
);
create index orders_order_put_off on orders_order (put_off_until) where put_off_until is not null;
create index orders_order_expiring on orders_order (expires_at) where expires_at is not null;
create index orders_order_state on orders_order (state, id);
create index orders_order_buyer on orders_order (buyer_id, id);
grant select, insert, update on orders_order to kontor_app;

-- One part per merchant, and one without a merchant for the marketplace's own fee.
create table orders_part (
  id             text         primary key check (id ~ '^opt_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  order_id       text         not null references orders_order,
  no             integer      not null,
  merchant_id    text,
  shipping_minor orders_minor not null,
  total_minor    orders_minor not null,
  refunded_minor orders_minor not null default 0 check (refunded_minor <= total_minor),
  fee_outcome    text         check (fee_outcome in ('released', 'refunded')),
  unique (order_id, no)
);
create unique index orders_part_merchant on orders_part (merchant_id, order_id);
grant select, insert, update on orders_part to kontor_app;

create table orders_item (
  id               text         primary key check (id ~ '^itm_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  order_id         text         not null references orders_order,
  part_id          text         not null references orders_part,
  no               integer      not null,
  category         text         not null,
  title            text         not null,
  quantity         integer      not null check (quantity between 1 and 1000000),
  unit_minor       orders_minor not null,
  tax_minor        orders_minor not null,
  commission_minor orders_minor not null,
  schedule_id      text,
  shipped          integer      not null default 0 check (shipped >= 0),
  cancelled        integer      not null default 0 check (cancelled >= 0),
  unique (order_id, no),
  check (shipped + cancelled <= quantity)
);
grant select, insert, update on orders_item to kontor_app;

create table orders_shipment (
  id               text         primary key check (id ~ '^shp_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  order_id         text         not null references orders_order,
  part_id          text         not null references orders_part,
  lines            jsonb        not null,
  carrier          text,
  tracking_number  text,
  value_minor      orders_minor not null,
  commission_minor orders_minor not null,
  released_minor   orders_minor not null default 0,
  refunded_minor   orders_minor not null default 0,
  refunded_later_minor orders_minor not null default 0,
  lost_minor       orders_minor not null default 0,
  state            text         not null check (state in ('shipped', 'delivered', 'claimed')),
  code_hash        text,
  shipped_at       timestamptz  not null,
  delivered_at     timestamptz,
  proof            text         check (proof in ('signed', 'code', 'carrier_event', 'confirmed')),
  proof_reference  text,
  inspect_until    timestamptz,
  confirmed_at     timestamptz,
  release_at       timestamptz,
  released_at      timestamptz,
  check ((delivered_at is null) = (proof is null)),
  check (released_minor + refunded_minor + lost_minor <= value_minor),
  check (refunded_later_minor <= released_minor)
);
create index orders_shipment_order on orders_shipment (order_id);
create index orders_shipment_release on orders_shipment (release_at) where release_at is not null;
grant select, insert, update on orders_shipment to kontor_app;

create table orders_tracking (
  shipment_id text        not null references orders_shipment,
  at          timestamptz not null,
  code        text        not null,
  place       text        not null,
  recorded_at timestamptz not null,
  primary key (shipment_id, at, code, place)
);
grant select, insert on orders_tracking to kontor_app;

create table orders_dispute (
  id             text         primary key check (id ~ '^dsp_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  order_id       text         not null references orders_order,
  part_id        text         not null references orders_part,
  shipment_id    text         not null references orders_shipment,
  amount_minor   orders_minor not null check (amount_minor > 0),
  reason         text         not null,
  statement      text         not null,
  evidence       jsonb        not null,
  state          text         not null check (state in ('open', 'answered', 'escalated', 'decided')),
  due_at         timestamptz,
  response       text,
  response_evidence jsonb     not null,
  rejoinder      text,
  outcome        text         check (outcome in ('buyer', 'merchant', 'split', 'closed')),
  decided_by     text,
  decision       text,
  buyer_minor    orders_minor not null default 0,
  merchant_minor orders_minor not null default 0,
  opened_at      timestamptz  not null,
  decided_at     timestamptz,
  check ((state = 'decided') = (outcome is not null)),
  check ((state in ('open', 'answered')) = (due_at is not null)),
  check (buyer_minor + merchant_minor <= amount_minor)
);
create index orders_dispute_order on orders_dispute (order_id);
create index orders_dispute_due on orders_dispute (due_at) where due_at is not null;
create index orders_dispute_state on orders_dispute (state, id);
grant select, insert, update on orders_dispute to kontor_app;

create table orders_return (
  id             text         primary key check (id ~ '^ret_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  order_id       text         not null references orders_order,
  part_id        text         not null references orders_part,
  shipment_id    text         not null references orders_shipment,
  lines          jsonb        not null,
  amount_minor   orders_minor not null check (amount_minor > 0),
  reason         text         not null,
  state          text         not null
                 check (state in ('requested', 'authorised', 'rejected', 'shipped_back', 'received', 'lapsed')),
  due_at         timestamptz,
  carrier        text,
  tracking_number text,
  note           text,
  refund_id      text,
  requested_at   timestamptz  not null,
  ended_at       timestamptz
);
create index orders_return_order on orders_return (order_id);
create index orders_return_due on orders_return (due_at) where due_at is not null;
grant select, insert, update on orders_return to kontor_app;

create table orders_refund (
  id           text         primary key check (id ~ '^rfd_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  order_id     text         not null references orders_order,
  part_id      text         not null references orders_part,
  shipment_id  text         references orders_shipment,
  amount_minor orders_minor not null check (amount_minor > 0),
  cause        text         not null,
  cause_id     text,
  reason       text         not null,
  created_at   timestamptz  not null
);
create index orders_refund_order on orders_refund (order_id);
grant select, insert on orders_refund to kontor_app;

-- How much of a refund goes back through which payment, and whether the provider has confirmed it.
create table orders_refund_share (
  id           text         primary key check (id ~ '^rfd_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  refund_id    text         not null references orders_refund,
  payment_id   text         not null,
  amount_minor orders_minor not null check (amount_minor > 0),
  state        text         not null check (state in ('pending', 'succeeded', 'failed')),
  problem      text,
  changed_at   timestamptz  not null
);
create index orders_refund_share_refund on orders_refund_share (refund_id);
grant select, insert, update on orders_refund_share to kontor_app;
