-- Every Idempotency-Key under which an endpoint was given a new secret: a late repeat of an earlier one makes no other.
create table webhooks_rotation (
  endpoint_id text        not null references webhooks_endpoint,
  actor       text        not null,
  key         text        not null,
  at          timestamptz not null,
  primary key (endpoint_id, actor, key)
);
insert into webhooks_rotation (endpoint_id, actor, key, at)
  select id, rotated_by, rotated_key, updated_at from webhooks_endpoint where rotated_by is not null and rotated_key is not null;
alter table webhooks_endpoint drop column rotated_by, drop column rotated_key;
grant select, insert on webhooks_rotation to kontor_app;
