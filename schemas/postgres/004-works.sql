-- The public index: works as readers find them, made from the catalogue by src/discovery and made anew when that changes.
-- Nothing here is lost when it is emptied: queue_all_works() has it made again.

-- One slip of the hand in a long word is found by trigrams. The extension comes with PostgreSQL's contrib packages; since PostgreSQL 13
-- whoever may create in the database may create it.
do $$ begin
  create extension if not exists pg_trgm;
exception when insufficient_privilege or undefined_file or feature_not_supported then
  raise exception 'the extension pg_trgm is missing in the database %, and this user cannot create it (%). Let the owner of the database run in it: create extension pg_trgm; then start again. Where the server does not know it, install PostgreSQL''s contrib package first',
    current_database(), sqlerrm;
end $$;

-- What is searched and sorted by, apart from the work itself: to look through a row must cost little.
create table work (
  id text collate "C" primary key,
  origin text not null,
  year integer,
  -- In seconds since 1970.
  created bigint not null,
  changed bigint not null,
  title_key text collate "C" not null,
  -- Words; =stems of words; ^beginnings of numbers; and so that one question of the index answers all: @names, #series, ~languages, !origin.
  words tsvector not null,
  fingerprint numeric(29) not null
);
create index work_newest on work (year desc nulls last, created desc, id);
create index work_oldest on work (year, created, id);
create index work_by_title on work (title_key, id);
create index work_changed on work (changed, id);
create index work_created on work (created desc, id);
-- Without a list of what is still to be filed: every search would have to look through it.
create index work_words on work using gin (words) with (fastupdate = off);
-- Words are many and most are rare: the planner has to know the common ones.
alter table work alter column words set statistics 1000;

create table work_body (
  id text collate "C" primary key,
  -- Names by which it is found: src/discovery/identifiers.ts.
  keys text[] collate "C" not null,
  body json not null
);
create index work_keys on work_body using gin (keys) with (fastupdate = off);

-- Works that answer to any of the keys, at most `most` of them. The planner takes eighty numbers that nobody has for a fifth of all works
-- and reads the whole table, in seconds; only the way by work_keys is left to it here, which takes a millisecond.
create function work_ids_under(wanted text[], most integer) returns table (id text, key text) language plpgsql stable
  set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$ begin
  return query
    select found.id, named.key from (select work_body.id, work_body.keys from work_body where work_body.keys && wanted limit most) found
      cross join lateral unnest(found.keys) as named (key) where named.key = any(wanted);
end $$;

create table work_gone (
  id text collate "C" primary key,
  changed bigint not null,
  fingerprint numeric(29) not null
);
create index work_gone_changed on work_gone (changed, id);

-- Names the state of the whole.
create table work_state (
  only_one boolean primary key default true check (only_one),
  works bigint not null default 0,
  -- Of all fingerprints, within 96 bits.
  sum numeric(29) not null default 0,
  changed bigint not null default 0,
  -- The settings and rules that the works are made with; null until a process has said so.
  made_with text
);
insert into work_state default values;

-- Every long word that a work ever had; one that no work has any more does no harm.
create table work_word (word text collate "C" primary key);
create index work_word_alike on work_word using gin (word gin_trgm_ops) with (fastupdate = off);

-- Under which numbers the national library's search portal holds its copies: what ties a copy to the record that it copies.
create table copy_number (
  number text collate "C" not null,
  local_id text collate "C" not null,
  primary key (number, local_id)
);
create index copy_number_of on copy_number (local_id);

-- Works that must be made anew, each time that something of them changed, in the transaction that changed it. A row is never changed:
-- whoever reads a work while it changes finds the new row afterwards.
create table stale_work (
  place bigint generated always as identity primary key,
  id text collate "C" not null,
  -- A library's record changed: those that it is a copy of are to be looked at, too.
  spreads boolean not null default false
);
create index stale_work_of on stale_work (id);

create function queue_all_works() returns void language sql as $$
  insert into stale_work (id, spreads)
    select id, false from publication union all (select distinct local_id, true from harvested);
  insert into stale_work (id) select id from work where not exists (select from stale_work s where s.id = work.id);
$$;
select queue_all_works();

-- Each trigger names the rows that it is about `changed`; keys never change, so of an update the new ones tell enough.
create function queue_publications() returns trigger language plpgsql as $$ begin
  insert into stale_work (id) select id from changed;
  return null;
end $$;
create trigger publication_inserted after insert on publication referencing new table as changed for each statement execute function queue_publications();
create trigger publication_updated after update on publication referencing new table as changed for each statement execute function queue_publications();
create trigger publication_deleted after delete on publication referencing old table as changed for each statement execute function queue_publications();

-- oai:<domain>:<prefix>/<id>, of a publication with -print or -pdf behind it.
create function queue_records() returns trigger language plpgsql as $$ begin
  insert into stale_work (id)
    select distinct coalesce(publication.id, item.id)
    from (select distinct regexp_replace(identifier, '^oai:[^:/]+:[^/]+/', '') collate "C" as id from changed) item
    left join publication on publication.id = regexp_replace(item.id, '-(print|pdf)$', '');
  return null;
end $$;
create trigger record_inserted after insert on record referencing new table as changed for each statement execute function queue_records();
create trigger record_updated after update on record referencing new table as changed for each statement execute function queue_records();
create trigger record_deleted after delete on record referencing old table as changed for each statement execute function queue_records();

create function queue_harvested() returns trigger language plpgsql as $$ begin
  insert into stale_work (id, spreads) select distinct local_id, true from changed;
  insert into stale_work (id) select distinct link.ours from changed join link on link.theirs = changed.local_id;
  return null;
end $$;
create trigger harvested_inserted after insert on harvested referencing new table as changed for each statement execute function queue_harvested();
create trigger harvested_updated after update on harvested referencing new table as changed for each statement execute function queue_harvested();
create trigger harvested_deleted after delete on harvested referencing old table as changed for each statement execute function queue_harvested();

create function queue_links() returns trigger language plpgsql as $$ begin
  insert into stale_work (id) select distinct ours from changed union select distinct theirs from changed;
  return null;
end $$;
create trigger link_inserted after insert on link referencing new table as changed for each statement execute function queue_links();
create trigger link_updated after update on link referencing new table as changed for each statement execute function queue_links();
create trigger link_deleted after delete on link referencing old table as changed for each statement execute function queue_links();

-- For the table of what look-ups found, which a later step makes.
create function queue_tied_works() returns trigger language plpgsql as $$ begin
  insert into stale_work (id) select distinct work from changed;
  return null;
end $$;
