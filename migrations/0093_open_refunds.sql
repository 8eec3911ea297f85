-- Refunds that have not arrived are few, and are looked for among all.
create index orders_refund_share_open on orders_refund_share (refund_id) where state <> 'succeeded';
