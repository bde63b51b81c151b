-- Jobs. Times of ollio_job are milliseconds since 1970, by the database's clock.

create table ollio_job (
  id bigint not null auto_increment primary key,
  name varchar(100) not null,
  job_key varchar(200) not null,
  owner varchar(200) not null,
  serial_key varchar(200) not null,
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
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;
create unique index ollio_job_name_key on ollio_job (name, job_key);
create index ollio_job_state on ollio_job (state, id);
create index ollio_job_owner on ollio_job (owner, state, id);
create index ollio_job_lane on ollio_job (serial_key, state, id);

-- Owners with jobs that have not ended, and when each had its last turn.
create table ollio_job_turn (
  owner varchar(200) not null primary key,
  turn bigint not null
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

-- One row, locked by whoever decides which job runs next.
create table ollio_job_gate (
  id int not null primary key,
  turn bigint not null
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;
insert into ollio_job_gate (id, turn) values (1, 0);

-- The table of the engine, db-scheduler: the jobs that have a slot.
create table ollio_job_engine (
  task_name varchar(100) not null,
  task_instance varchar(100) not null,
  task_data blob,
  execution_time datetime(6) not null,
  picked boolean not null,
  picked_by varchar(50),
  last_success datetime(6) null,
  last_failure datetime(6) null,
  consecutive_failures int,
  last_heartbeat datetime(6) null,
  version bigint not null,
  priority smallint,
  primary key (task_instance, task_name)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;
create index ollio_job_engine_due on ollio_job_engine (execution_time);
create index ollio_job_engine_heartbeat on ollio_job_engine (last_heartbeat);
