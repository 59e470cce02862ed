-- Who may sign in, what people did, and what else one web process must know of the others.
-- Times of accounts are text as the ports have them (ISO 8601, UTC, to the millisecond): in the collation "C" their order is that of time.

-- What there is once for all accounts.
create table account_basis (
  only_one boolean primary key default true check (only_one),
  -- 32 random bytes, base64url; absent until somebody asks for it.
  cookie_key text,
  set_up_link json
);
insert into account_basis default values;

create table account (
  -- The name without regard to case and composition: `accountKeyOf` in src/store/account-contents.ts.
  key text collate "C" primary key,
  issuer text collate "C",
  sub text collate "C",
  body json not null,
  unique (issuer, sub)
);

create table session (
  id_hash text collate "C" primary key,
  account text collate "C" not null references account on delete cascade,
  -- As the session has it.
  account_name text not null,
  signed_in_by text not null,
  created text collate "C" not null,
  last_seen text collate "C" not null
);
create index session_of on session (account);

create table api_token (
  id text collate "C" primary key,
  account text collate "C" not null references account on delete cascade,
  hash text collate "C" not null,
  created text collate "C" not null,
  last_used text collate "C",
  -- The token but for `lastUsed`.
  body json not null
);
create index api_token_of on api_token (account);
create index api_token_hash on api_token (hash);

-- The number of the newest line. Whoever writes a line holds this row until it can be read: numbers have no gaps, and none becomes
-- visible before a smaller one.
create table audit_count (
  only_one boolean primary key default true check (only_one),
  last bigint not null default 0
);
insert into audit_count default values;

create table audit (
  number bigint primary key,
  -- For questions; what was written stands in the body.
  actor text collate "C" not null,
  action text collate "C" not null,
  target text collate "C",
  body json not null
);
-- A target may have a thousand characters, and an entry of an index has at most 2704 bytes.
create index audit_of_actor on audit (left(actor, 200), number);
create index audit_of_action on audit (left(action, 200), number);
create index audit_of_target on audit (left(target, 200), number) where target is not null;

-- What people were told of the sources, by the way of telling; written by whoever holds the advisory lock of the notices.
create table notices_told (
  only_one boolean primary key default true check (only_one),
  told json not null
);
insert into notices_told values (true, '{}');

-- Who harvested from us: a few hundred rows that one process at a time changes as a whole.
create table visit_log (
  only_one boolean primary key default true check (only_one),
  log json not null
);
insert into visit_log values (true, '{"visits":[],"days":[]}');

-- Requests that may come twice (Idempotency-Key), and what was answered to them.
create table kept_answer (
  person text collate "C" not null,
  key text collate "C" not null,
  fingerprint text not null,
  -- Names who works on it; nobody else may answer.
  claim text not null,
  -- Order of arrival.
  number bigint generated always as identity,
  claimed timestamptz not null default clock_timestamp(),
  -- Absent while it is being worked on.
  answer text,
  primary key (person, key)
);
create index kept_answer_order on kept_answer (person, number);

-- Attempts to sign in, by account and by address: src/accounts/throttle.ts.
create table throttle (
  key text collate "C" primary key,
  -- `count` or `trusted`.
  kind text collate "C" not null,
  body json not null,
  touched timestamptz not null default clock_timestamp()
);
create index throttle_age on throttle (kind, touched);
