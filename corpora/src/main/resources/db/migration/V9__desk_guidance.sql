-- Which guidelines were in force when a person voted; null before this was kept, where there were
-- none, and for machines.
alter table corpus add column guideline_revision int default 0 not null;
update corpus set guideline_revision =
  coalesce((select max(g.revision) from guideline g where g.corpus_id = corpus.id), 0);

drop view standing_vote;
drop view standing_cue_vote;
alter table vote add column guideline_revision int;

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

-- Who has been shown around the annotator's desk. Whoever has voted before there was a tour knows it.
alter table account add column desk_toured boolean default false not null;
update account set desk_toured = true where id in
  (select w.account_id from voter w join vote v on v.voter_id = w.id where w.account_id is not null);

-- How valence and arousal of a clip are taken to go, to measure by how much annotators lag behind.
-- A clip with one is a calibration clip.
create table reference_trace (
  clip_id bigint not null references clip,
  axis varchar(16) not null,
  corpus_id bigint not null references corpus,
  events bytea not null, -- as in trace
  voter_id bigint references voter, -- whose trace it is; null from a file
  set_by bigint references account,
  set_at timestamp with time zone not null,
  primary key (clip_id, axis)
);
create index reference_trace_corpus on reference_trace(corpus_id);

-- How the labels are laid out until an annotator chooses.
alter table corpus add column palette varchar(8) default 'FLAT' not null;

-- Clips that show what a label means. They are handed to nobody any more.
create table label_example (
  corpus_id bigint not null references corpus,
  label varchar(100) not null,
  clip_id bigint not null references clip,
  added_by bigint references account,
  added_at timestamp with time zone not null,
  primary key (corpus_id, label, clip_id)
);
create index label_example_clip on label_example(clip_id);
