-- While a whole store is moved into this database (migrate-store): no other program may use it until both sides were found the same.

create table move_in (
  only_one boolean primary key default true check (only_one),
  -- Names the source and the state that it was in when the move began.
  state text not null
);

-- The key of the last row of each kind that has come.
create table move_reached (
  kind text collate "C" primary key,
  last json not null
);
