-- How far each order of a replayed source has come, written in the transaction of the step itself: run again, the steps
-- that are here are left out.
create table replay_step (
  source text        not null,
  "order" text       not null,
  step   smallint    not null,
  at     timestamptz not null,
  primary key (source, "order", step)
);
grant select, insert on replay_step to kontor_app;
