-- Jobs. Times of ollio_job are milliseconds since 1970, by the database's clock.

create table ollio_job (
  id bigint generated always as identity primary key,
  name varchar(100) collate "C" not null,
  job_key varchar(200) collate "C" not null,
  owner varchar(200) collate "C" not null,
  serial_key varchar(200) collate "C" not null,
  payload text not null,
  state varchar(10) not null,
  attempt int not null,
  failures int not null,
  admission int not null,
  cancel_requested boolean not null,
  due bigint not null,
  waiting_since bigint not null,
  started_at bigint,
  ended_at bigint,
  worker varchar(100),
  reason varchar(200)
);
create unique index ollio_job_name_key on ollio_job (name, job_key);
create index ollio_job_state on ollio_job (state, id);
create index ollio_job_owner on ollio_job (owner, state, id);
create index ollio_job_lane on ollio_job (serial_key, state, id);

-- Owners with jobs that have not ended, and when each had its last turn.
create table ollio_job_turn (
  owner varchar(200) collate "C" not null primary key,
  turn bigint not null
);

-- One row, locked by whoever decides which job runs next.
create table ollio_job_gate (
  id int not null primary key,
  turn bigint not null
);
insert into ollio_job_gate (id, turn) values (1, 0);

-- The table of the engine, db-scheduler: the jobs that have a slot.
create table ollio_job_engine (
  task_name varchar(100) collate "C" not null,
  task_instance varchar(100) collate "C" not null,
  task_data bytea,
  execution_time timestamp(6) with time zone not null,
  picked boolean not null,
  picked_by varchar(50),
  last_success timestamp(6) with time zone,
  last_failure timestamp(6) with time zone,
  consecutive_failures int,
  last_heartbeat timestamp(6) with time zone,
  version bigint not null,
  priority smallint,
  primary key (task_instance, task_name)
);
create index ollio_job_engine_due on ollio_job_engine (execution_time);
create index ollio_job_engine_heartbeat on ollio_job_engine (last_heartbeat);
