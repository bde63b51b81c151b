-- Ollio 0.1.0. All times are UTC. Run in the schema that holds Ollio's tables.

create table ollio_owner (
  id varchar(200) collate "C" not null primary key,
  email varchar(1000) not null,
  name varchar(1000) not null,
  image_url varchar(1000) not null,
  payment_customer varchar(1000) not null,
  status varchar(20) not null,
  created_at timestamp(6) not null
);
create index ollio_owner_created on ollio_owner (created_at, id);

-- Without a plan: no period has begun. The journal's entries are counted here, so that they have one order.
create table ollio_account (
  owner varchar(200) collate "C" not null primary key,
  plan_name varchar(100),
  plan_limit bigint,
  plan_period varchar(100),
  granted bigint not null,
  used bigint not null,
  held bigint not null,
  period bigint not null,
  reset_at timestamp(6),
  entries bigint not null
);

create table ollio_hold (
  hold_key varchar(200) collate "C" not null primary key,
  owner varchar(200) collate "C" not null,
  amount bigint not null,
  captured bigint not null,
  state varchar(20) not null,
  period bigint not null,
  created_at timestamp(6) not null
);
create index ollio_hold_owner on ollio_hold (owner);
create index ollio_hold_state on ollio_hold (state, created_at, hold_key);

create table ollio_grant (
  grant_key varchar(200) collate "C" not null primary key,
  owner varchar(200) collate "C" not null,
  amount bigint not null,
  created_at timestamp(6) not null
);
create index ollio_grant_owner on ollio_grant (owner);

create table ollio_journal (
  owner varchar(200) collate "C" not null,
  entry bigint not null,
  id varchar(100) collate "C" not null,
  kind varchar(20) not null,
  subject varchar(200) collate "C" not null,
  amount bigint not null,
  happened_at timestamp(6) not null,
  primary key (owner, entry)
);
create unique index ollio_journal_id on ollio_journal (id);

-- The moments of an owner's last permits, eight bytes each.
create table ollio_rate (
  owner varchar(200) collate "C" not null primary key,
  taken bytea not null,
  changed_at timestamp(6) not null
);
create index ollio_rate_changed on ollio_rate (changed_at);

create table ollio_audit (
  id varchar(100) collate "C" not null primary key,
  owner varchar(200) collate "C" not null,
  generation varchar(200) collate "C" not null,
  kind varchar(40) not null,
  detail varchar(2000) not null,
  happened_at timestamp(6) not null
);
create index ollio_audit_owner on ollio_audit (owner, happened_at, id);
create index ollio_audit_generation on ollio_audit (owner, generation, happened_at, id);
create index ollio_audit_happened on ollio_audit (happened_at);

-- name_key is the name in lower case, for searching.
create table ollio_project (
  id varchar(100) collate "C" not null primary key,
  owner varchar(200) collate "C" not null,
  name varchar(200) not null,
  name_key varchar(600) not null,
  description varchar(5000) not null,
  status varchar(20) not null,
  visibility varchar(20) not null,
  created_at timestamp(6) not null,
  updated_at timestamp(6) not null
);
create index ollio_project_owner on ollio_project (owner, created_at, id);
create index ollio_project_status on ollio_project (status, updated_at);

create table ollio_project_reader (
  project varchar(100) collate "C" not null,
  owner varchar(200) collate "C" not null,
  primary key (project, owner),
  foreign key (project) references ollio_project (id) on delete cascade
);
create index ollio_project_reader_owner on ollio_project_reader (owner);

create table ollio_message (
  id varchar(100) collate "C" not null primary key,
  project varchar(100) collate "C" not null,
  author varchar(20) not null,
  content text not null,
  preview_url text,
  token_count bigint not null,
  seen boolean not null,
  created_at timestamp(6) not null,
  foreign key (project) references ollio_project (id) on delete cascade
);
create index ollio_message_project on ollio_message (project, created_at, id);

create table ollio_fragment (
  message varchar(100) collate "C" not null,
  place int not null,
  filename varchar(1024) not null,
  format varchar(200) not null,
  code text not null,
  size_bytes bigint not null,
  primary key (message, place),
  foreign key (message) references ollio_message (id) on delete cascade
);

-- The content of files, once for each project.
create table ollio_body (
  project varchar(100) collate "C" not null,
  hash varchar(64) collate "C" not null,
  sealed boolean not null,
  content bytea not null,
  primary key (project, hash),
  foreign key (project) references ollio_project (id) on delete cascade
);

create table ollio_version (
  id varchar(100) collate "C" not null primary key,
  project varchar(100) collate "C" not null,
  number int not null,
  parent varchar(100) collate "C",
  summary text not null,
  file_count int not null,
  total_bytes bigint not null,
  created_at timestamp(6) not null,
  foreign key (project) references ollio_project (id) on delete cascade
);
create unique index ollio_version_number on ollio_version (project, number);

create table ollio_version_file (
  version varchar(100) collate "C" not null,
  place int not null,
  path varchar(1024) not null,
  hash varchar(64) collate "C" not null,
  primary key (version, place),
  foreign key (version) references ollio_version (id) on delete cascade
);

-- cost_scale: how many of the decimal places were given.
create table ollio_generation (
  id varchar(100) collate "C" not null primary key,
  project varchar(100) collate "C" not null,
  owner varchar(200) collate "C" not null,
  prompt varchar(100) collate "C" not null,
  idempotency_key varchar(200) collate "C" not null,
  options text not null,
  status varchar(20) not null,
  attempt int not null,
  reason text not null,
  detail text not null,
  version varchar(100) collate "C",
  model_calls int not null,
  input_tokens bigint not null,
  cached_tokens bigint not null,
  output_tokens bigint not null,
  cost decimal(38, 18) not null,
  cost_scale int not null,
  created_at timestamp(6) not null,
  updated_at timestamp(6) not null,
  foreign key (project) references ollio_project (id) on delete cascade
);
create unique index ollio_generation_key on ollio_generation (owner, idempotency_key);
create index ollio_generation_project on ollio_generation (project, created_at, id);

create table ollio_checkpoint (
  generation varchar(100) collate "C" not null primary key,
  attempt int not null,
  step int not null,
  transcript text not null,
  foreign key (generation) references ollio_generation (id) on delete cascade
);

create table ollio_checkpoint_file (
  generation varchar(100) collate "C" not null,
  place int not null,
  path varchar(1024) not null,
  hash varchar(64) collate "C" not null,
  primary key (generation, place),
  foreign key (generation) references ollio_generation (id) on delete cascade
);

-- The number of a generation's last event, when it ended, and whether its events and checkpoint were removed.
create table ollio_trail (
  generation varchar(100) collate "C" not null primary key,
  last_number bigint not null,
  ended_at timestamp(6),
  cleared boolean not null,
  foreign key (generation) references ollio_generation (id) on delete cascade
);
create index ollio_trail_ended on ollio_trail (cleared, ended_at);

create table ollio_event (
  generation varchar(100) collate "C" not null,
  number bigint not null,
  kind varchar(100) not null,
  json text not null,
  happened_at timestamp(6) not null,
  primary key (generation, number),
  foreign key (generation) references ollio_generation (id) on delete cascade
);
