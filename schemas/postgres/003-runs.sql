-- Harvests: what is kept of runs, who carries one out, what processes ask of each other, and which process does what has come round.

create table run (
  -- Sorts by time: see src/store/run-ports.ts.
  id text collate "C" primary key,
  source text collate "C" not null,
  state text not null,
  -- A Run as JSON; text, since a message of a stranger's that was cut in the middle of a character is no `json` to PostgreSQL.
  body text not null
);
create index run_of_source on run (source, id);
-- Few: looked through every few seconds for what a dead process has left.
create index run_under_way on run (id) where state in ('queued', 'fetching', 'staged', 'applying');

-- The pages of a run until they are applied. In bytes: a text cannot hold U+0000.
create table run_entry (
  run text collate "C" not null,
  number integer not null,
  body bytea not null,
  primary key (run, number)
);

create table run_report (
  run text collate "C" primary key,
  body bytea not null
);

-- A source is harvested by one process at a time: until the moment named here, by the database's clock, if it says nothing more.
create table source_lease (
  source text collate "C" primary key,
  -- Another for each time that it is taken: who holds it knows it.
  owner uuid not null,
  -- Of which run; absent where a run is only decided about.
  run text collate "C",
  until timestamptz not null
);

-- What one process wants of a run that another carries out.
create table run_wish (
  id bigint generated always as identity primary key,
  run text collate "C" not null,
  kind text not null,
  actor text not null,
  reason text,
  -- Absent until it is answered.
  obeyed boolean,
  made timestamptz not null default clock_timestamp()
);

-- What has come round and was taken by a process; with its time, such as `harvest sru:2026-03-01T01:15:00.000Z`.
create table schedule_tick (
  task text collate "C" primary key,
  taken timestamptz not null default clock_timestamp()
);
create index schedule_tick_taken on schedule_tick (taken);
