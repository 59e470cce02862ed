-- What look-ups by the numbers of a work found at other institutions: src/store/tie-ports.ts.

-- The newest change number. Whoever writes holds this row until the change can be read: none becomes visible before a smaller one.
create table tie_change (
  only_one boolean primary key default true check (only_one),
  last bigint not null default 0
);
insert into tie_change default values;

create table work_ties (
  work text collate "C" primary key,
  change bigint not null unique,
  body json not null
);

-- What a look found shows in the public index (004-works.sql).
create trigger work_ties_inserted after insert on work_ties
  referencing new table as changed for each statement execute function queue_tied_works();
create trigger work_ties_updated after update on work_ties
  referencing new table as changed for each statement execute function queue_tied_works();
