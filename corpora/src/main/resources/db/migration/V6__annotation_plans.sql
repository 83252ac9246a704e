-- How a corpus is handed out: passes over single cues, and gold clips mixed in.

create table annotation_plan (
  corpus_id bigint primary key references corpus,
  face_overlap int not null, -- annotators who judge each clip by this cue alone; 0 for no such pass
  voice_overlap int not null,
  words_overlap int not null,
  gold_every int not null, -- one gold clip in so many hand-outs; 0 for none
  gold_feedback boolean not null,
  gold_split varchar(100) -- the pool: gold clips of this split; null for all
);

-- A vote says what its voter could see and hear. Refinement, releases and figures read the standing
-- votes on whole clips; what was held of single cues stands beside them.
drop view standing_vote;
alter table vote add column cue varchar(8) default 'ALL' not null;
alter table vote add column gold_check boolean default false not null;

create view standing_vote as
  select v.* from vote v
  where v.withdrawn = false and v.cue = 'ALL'
    and not exists (select 1 from vote n where n.clip_id = v.clip_id and n.voter_id = v.voter_id
      and n.cue = 'ALL' and n.revision > v.revision);

create view standing_cue_vote as
  select v.* from vote v
  where v.withdrawn = false and v.cue <> 'ALL'
    and not exists (select 1 from vote n where n.clip_id = v.clip_id and n.voter_id = v.voter_id
      and n.cue = v.cue and n.revision > v.revision);

-- A lease is of a clip in a pass, so the table is made anew with its key one column wider.
create table pass_lease (
  id bigint primary key,
  corpus_id bigint not null references corpus,
  clip_id bigint not null references clip,
  voter_id bigint not null references voter,
  cue varchar(8) not null,
  gold boolean not null, -- a check against the gold label: it takes nobody's slot
  state varchar(16) not null,
  reason varchar(500),
  expires_at timestamp with time zone not null,
  touched_at timestamp with time zone not null, -- handed out, answered or passed over last
  unique (clip_id, voter_id, cue)
);
insert into pass_lease (id, corpus_id, clip_id, voter_id, cue, gold, state, reason, expires_at, touched_at)
select id, corpus_id, clip_id, voter_id, 'ALL', false, state, reason, expires_at, expires_at from lease;
drop table lease;
alter table pass_lease rename to lease;
create index lease_open on lease(corpus_id, state, expires_at);
create index lease_voter on lease(voter_id, cue, id);

-- How many annotators hold or have answered a clip in a pass over a single cue; none without a row.
create table pass_count (
  clip_id bigint not null references clip,
  cue varchar(8) not null,
  taken int not null,
  primary key (clip_id, cue)
);

-- Copies of media that hold one cue alone.
create table cue_copy (
  hash varchar(64) not null references media_file,
  cue varchar(8) not null,
  made boolean not null, -- false where the cue cannot be had from these media
  primary key (hash, cue)
);
