-- The secrets before the present one that still sign along, each until the moment that was promised for it.
create table webhooks_old_secret (
  endpoint_id text        not null references webhooks_endpoint,
  secret      text        not null check (secret like 'whsec_%'),
  until       timestamptz not null,
  primary key (endpoint_id, secret)
);
insert into webhooks_old_secret (endpoint_id, secret, until)
  select id, old_secret, old_secret_until from webhooks_endpoint where old_secret is not null;
alter table webhooks_endpoint drop column old_secret, drop column old_secret_until;
grant select, insert, delete on webhooks_old_secret to kontor_app;
