-- One set of tables for H2 and PostgreSQL. Votes, captions and decisions are only ever inserted:
-- a newer revision supersedes an older one, and the views below say what stands.

create sequence house_seq start with 1000 increment by 100; -- Hibernate, a hundred ids a step
create sequence row_seq start with 1; -- leases and journal entries, written without Hibernate

-- People -------------------------------------------------------------------------------------

create table account (
  id bigint primary key,
  login varchar(200) not null unique,
  display_name varchar(200) not null,
  password_hash varchar(300) not null,
  instance_role varchar(16) not null,
  locale varchar(16) not null,
  disabled boolean not null,
  created_at timestamp with time zone not null
);

create table label_scheme (
  id bigint primary key,
  name varchar(100) not null,
  version int not null,
  title varchar(300) not null,
  content text not null,
  created_at timestamp with time zone not null,
  unique (name, version)
);

create table corpus (
  id bigint primary key,
  slug varchar(100) not null unique,
  name varchar(200) not null,
  description text not null,
  guidelines text not null,
  scheme_id bigint not null references label_scheme,
  overlap int not null,
  lease_minutes int not null,
  language varchar(16) not null,
  created_at timestamp with time zone not null,
  version int not null
);

create table membership (
  id bigint primary key,
  corpus_id bigint not null references corpus,
  account_id bigint not null references account,
  role varchar(16) not null,
  unique (corpus_id, account_id)
);
create index membership_account on membership(account_id);

create table invite (
  id bigint primary key,
  token_hash varchar(64) not null unique,
  instance_role varchar(16) not null,
  corpus_id bigint references corpus,
  corpus_role varchar(16),
  note varchar(300) not null,
  created_by bigint references account,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  used_by bigint references account
);

create table access_token (
  id bigint primary key,
  account_id bigint not null references account,
  name varchar(200) not null,
  token_hash varchar(64) not null unique,
  scopes varchar(300) not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone
);

-- Clips --------------------------------------------------------------------------------------

create table media_file (
  hash varchar(64) primary key,
  bytes bigint not null,
  mime varchar(100) not null,
  browser_safe boolean not null,
  preparation varchar(16) not null,
  note text,
  created_at timestamp with time zone not null
);

create table clip (
  id bigint primary key,
  corpus_id bigint not null references corpus,
  name varchar(200) not null,
  position bigint not null,
  modality varchar(8) not null,
  state varchar(16) not null,
  reason text,
  media_hash varchar(64) references media_file,
  source_path text,
  source_stamp varchar(100),
  text_content text,
  language varchar(16),
  duration_micros bigint,
  width int,
  height int,
  has_audio boolean not null,
  conversation varchar(200),
  turn int,
  speaker varchar(200),
  start_micros bigint,
  end_micros bigint,
  split varchar(100),
  metadata text,
  -- counters kept by the services, so that lists never count
  vote_count int not null,
  leading_label varchar(100),
  decided_label varchar(100),
  noise double precision,
  open_slots int not null,
  wanted boolean not null, -- open_slots > 0, as a column of its own so that an index can order by position
  created_at timestamp with time zone not null,
  version int not null,
  unique (corpus_id, name)
);
-- Answers every filter of the browse page alone, in the order of the page.
create index clip_facets on clip(corpus_id, position, state, modality, leading_label, split, decided_label, vote_count, noise, id);
create index clip_queue on clip(corpus_id, wanted, state, position);
create index clip_conversation on clip(corpus_id, conversation, turn);
create index clip_media on clip(corpus_id, media_hash);

create table gold_label (
  clip_id bigint primary key references clip,
  corpus_id bigint not null references corpus,
  label varchar(100) not null,
  source varchar(100) not null
);
create index gold_corpus on gold_label(corpus_id);

-- Votes and captions ---------------------------------------------------------------------------

create table voter (
  id bigint primary key,
  corpus_id bigint not null references corpus,
  kind varchar(16) not null,
  name varchar(200) not null,
  account_id bigint references account,
  unique (corpus_id, name)
);

create table vote (
  id bigint primary key,
  client_id uuid not null unique,
  corpus_id bigint not null references corpus,
  clip_id bigint not null references clip,
  voter_id bigint not null references voter,
  revision int not null,
  meaning varchar(16) not null,
  candidates varchar(2000) not null,
  excluded varchar(2000) not null,
  certainty varchar(16),
  intensity double precision,
  valence double precision,
  arousal double precision,
  tally varchar(2000),
  withdrawn boolean not null,
  cast_at timestamp with time zone not null,
  unique (clip_id, voter_id, revision)
);
create index vote_corpus on vote(corpus_id, clip_id);
create index vote_voter on vote(voter_id, cast_at);

create view standing_vote as
  select v.* from vote v
  where v.withdrawn = false
    and not exists (select 1 from vote n where n.clip_id = v.clip_id and n.voter_id = v.voter_id and n.revision > v.revision);

create table caption (
  id bigint primary key,
  client_id uuid not null unique,
  corpus_id bigint not null references corpus,
  clip_id bigint not null references clip,
  voter_id bigint not null references voter,
  level varchar(16) not null,
  region varchar(100) not null,
  language varchar(16) not null,
  revision int not null,
  content text not null,
  written_at timestamp with time zone not null,
  unique (clip_id, voter_id, level, region, language, revision)
);
create index caption_corpus on caption(corpus_id, clip_id);

-- Queue ----------------------------------------------------------------------------------------

create table lease (
  id bigint primary key,
  corpus_id bigint not null references corpus,
  clip_id bigint not null references clip,
  voter_id bigint not null references voter,
  state varchar(16) not null,
  reason varchar(500),
  expires_at timestamp with time zone not null,
  unique (clip_id, voter_id)
);
create index lease_open on lease(corpus_id, state, expires_at);
create index lease_voter on lease(voter_id, id);

-- Runs, estimates, proposals, decisions ----------------------------------------------------------

create table run (
  id bigint primary key,
  corpus_id bigint references corpus,
  kind varchar(16) not null,
  state varchar(16) not null,
  plan text not null,
  seed bigint not null,
  code_version varchar(100) not null,
  data_hash varchar(64),
  device varchar(100),
  started_by bigint references account,
  progress double precision not null,
  message text not null,
  summary text,
  cancel_asked boolean not null,
  attempts int not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone
);
create index run_corpus on run(corpus_id, kind, id);

create table run_entry (
  id bigint primary key,
  run_id bigint not null references run,
  seq int not null,
  content text not null,
  unique (run_id, seq)
);

create table estimate (
  run_id bigint not null references run,
  clip_id bigint not null references clip,
  noise double precision not null,
  flagged boolean not null,
  probabilities text not null,
  primary key (run_id, clip_id)
);
create index estimate_clip on estimate(clip_id, run_id);

create table proposal (
  id bigint primary key,
  corpus_id bigint not null references corpus,
  run_id bigint not null references run,
  clip_id bigint not null references clip,
  kind varchar(16) not null,
  label varchar(100) not null,
  from_label varchar(100),
  candidates varchar(2000) not null,
  probability double precision not null,
  noise double precision not null,
  gain double precision not null,
  state varchar(16) not null,
  evidence text not null,
  created_at timestamp with time zone not null,
  version int not null,
  unique (run_id, clip_id)
);
create index proposal_review on proposal(corpus_id, state, gain desc, id);
create index proposal_clip on proposal(clip_id, id);

create table decision (
  id bigint primary key,
  client_id uuid not null unique,
  corpus_id bigint not null references corpus,
  clip_id bigint not null references clip,
  proposal_id bigint references proposal,
  curator_id bigint not null references account,
  revision int not null,
  verdict varchar(16) not null,
  label varchar(100),
  candidates varchar(2000) not null,
  reason text not null,
  reverts bigint references decision,
  batch uuid,
  decided_at timestamp with time zone not null,
  unique (clip_id, revision)
);
create index decision_corpus on decision(corpus_id, id);
create index decision_reverts on decision(reverts);
create index decision_batch on decision(batch);

create view standing_decision as
  select d.* from decision d
  where d.verdict <> 'UNDO'
    and not exists (select 1 from decision u where u.reverts = d.id)
    and not exists (
      select 1 from decision n
      where n.clip_id = d.clip_id and n.revision > d.revision and n.verdict <> 'UNDO'
        and not exists (select 1 from decision u where u.reverts = n.id));

create table release (
  id bigint primary key,
  corpus_id bigint not null references corpus,
  name varchar(100) not null,
  policy text not null,
  state varchar(16) not null,
  clips bigint not null,
  manifest text,
  run_id bigint references run,
  created_at timestamp with time zone not null,
  unique (corpus_id, name)
);

-- What a release says of each clip, whole: a release stays what it was whatever happens after.
create table release_line (
  release_id bigint not null references release,
  position bigint not null,
  clip varchar(200) not null,
  label varchar(100),
  source varchar(16) not null,
  content text not null,
  primary key (release_id, position)
);
create index release_line_clip on release_line(release_id, clip);

-- db-scheduler ------------------------------------------------------------------------------------

create table scheduled_tasks (
  task_name varchar(100) not null,
  task_instance varchar(100) not null,
  task_data bytea,
  execution_time timestamp with time zone not null,
  picked boolean not null,
  picked_by varchar(50),
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures int,
  last_heartbeat timestamp with time zone,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks(execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks(last_heartbeat);
