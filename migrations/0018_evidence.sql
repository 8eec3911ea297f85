-- Pictures that buyers and merchants hand in as evidence, without what a camera writes into them beside the picture.
-- The tables of orders are made by a later migration, so what these belong to is no foreign key here.
create table orders_evidence (
  id          text        primary key check (id ~ '^evd_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  -- Who handed it in; neither: the marketplace.
  merchant_id text        check (merchant_id ~ '^mer_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  buyer_id    text        check (buyer_id ~ '^buy_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  type        text        not null check (type in ('image/jpeg', 'image/png', 'image/webp')),
  width       integer     not null check (width > 0),
  height      integer     not null check (height > 0),
  bytes       bytea       not null check (length(bytes) between 1 and 5242880),
  created_at  timestamptz not null,
  -- The dispute or shipment that it is evidence of; null until one refers to it.
  subject     text        check (subject ~ '^(dsp|shp)_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  check (merchant_id is null or buyer_id is null)
);
-- Those that nothing refers to yet: how many somebody has, and which have waited too long.
create index orders_evidence_loose on orders_evidence (created_at) where subject is null;
grant select, insert, delete on orders_evidence to kontor_app;
grant update (subject) on orders_evidence to kontor_app;
