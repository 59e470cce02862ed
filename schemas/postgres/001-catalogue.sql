-- Publications, records, what libraries gave us, and what one installation has once.
-- Text that is a key is in the collation "C": its order is that of its bytes, whatever the database's own language is.

create table installation (
  only_one boolean primary key default true check (only_one),
  -- As src/store/ports.ts has it; absent until the first process has opened the store.
  body json
);
insert into installation default values;

-- The clock that gives datestamps, in milliseconds since 1970: never back, whatever the machine's does.
create table clock (
  only_one boolean primary key default true check (only_one),
  reached bigint not null default 0,
  -- What the machine's clock said then.
  wall bigint not null default 0
);
insert into clock default values;

-- Grows with every change; while it stands still, nothing that can be read has changed.
create table commit_count (
  only_one boolean primary key default true check (only_one),
  commits bigint not null default 0
);
insert into commit_count default values;

-- After a backward step of the machine's clock ours runs at half speed until that has caught up: at full speed it would stay ahead
-- for ever, and standing still it would hide every new record, as the current second is never listed.
-- `given` stands for the machine's clock in tests.
create function read_clock(given bigint) returns bigint language plpgsql volatile as $$
declare
  now_wall bigint := coalesce(given, floor(extract(epoch from clock_timestamp()) * 1000)::bigint);
  kept clock;
  now_reached bigint;
begin
  select * into kept from clock;
  now_reached := greatest(now_wall, kept.reached + greatest(0, now_wall - kept.wall) / 2);
  -- Within a second nothing has to be kept, as nobody is told of milliseconds; but a backward step must not be taken for progress later.
  if now_reached / 1000 > kept.reached / 1000 or now_wall < kept.wall or kept.reached > now_wall then
    update clock set reached = greatest(now_wall, clock.reached + greatest(0, now_wall - clock.wall) / 2), wall = now_wall
      returning reached into now_reached;
  end if;
  return now_reached;
end $$;

-- What a reader may be told: the clock, and the stamp of the oldest change that cannot be seen yet. Whoever writes holds an advisory lock
-- whose key is `stamp_locks + its stamp` from before it could be later than the clock until its change can be seen. The clock is read
-- first: a writer that is not among the locks afterwards takes a stamp that is not earlier.
create function read_bounds(given bigint, stamp_locks bigint, out now_ms bigint, out in_flight bigint) language plpgsql volatile as $$
begin
  now_ms := read_clock(given);
  select min(((classid::bigint << 32) | objid::bigint) - stamp_locks) into in_flight
    from pg_locks
    where locktype = 'advisory' and objsubid = 1 and database = (select oid from pg_database where datname = current_database())
      and ((classid::bigint << 32) | objid::bigint) between stamp_locks and stamp_locks + 1099511627775;
end $$;

create table publication (
  id text collate "C" primary key,
  revision integer not null,
  body json not null
);

create table publication_isbn (
  isbn text collate "C" not null,
  publication text collate "C" not null references publication,
  primary key (isbn, publication)
);
create index publication_isbn_of on publication_isbn (publication);

create table statements (
  only_one boolean primary key default true check (only_one),
  body json not null
);
insert into statements values (true, '[]');

-- Each combination of sets that some record is in, once: a record is then in as many lists as it has sets for the price of one index.
create table set_combination (
  id smallint generated always as identity primary key,
  -- Leaf setSpecs in order.
  sets text[] not null unique,
  -- The same with all their ancestors.
  lists text[] not null
);

-- One row for each identifier and metadataPrefix, for ever (OAI-PMH 2.0 section 2.5.1: persistent deletions).
create table record (
  identifier text collate "C" not null,
  metadata_prefix text collate "C" not null,
  -- Seconds since 1970.
  datestamp bigint not null,
  combination smallint not null references set_combination,
  deleted boolean not null,
  -- The one element inside `metadata`, and what stands inside each `about` as a JSON array of strings.
  metadata text,
  about text not null default '[]',
  primary key (identifier, metadata_prefix)
);
create index record_list on record (metadata_prefix, datestamp, identifier);
create index record_set_list on record (metadata_prefix, combination, datestamp, identifier);

create table harvested (
  local_id text collate "C" not null,
  source text collate "C" not null,
  identifier text collate "C" not null,
  state text not null,
  body json not null,
  primary key (local_id, source)
);
create index harvested_of_source on harvested (source, local_id);
create index harvested_of_state on harvested (source, state);

-- Every identifier that a record has or had at its source.
create table harvested_name (
  source text collate "C" not null,
  name text collate "C" not null,
  local_id text collate "C" not null,
  primary key (source, name, local_id)
);
create index harvested_name_of on harvested_name (local_id, source);

create table quarantined (
  source text collate "C" not null,
  identifier text collate "C" not null,
  body json not null,
  primary key (source, identifier)
);

create table link (
  theirs text collate "C" not null,
  ours text collate "C" not null,
  body json not null,
  primary key (theirs, ours)
);
create index link_of on link (ours, theirs);

create table source (
  id text collate "C" primary key,
  revision integer not null,
  body json not null
);
