-- Care for those who annotate: clips that are hard to bear, breaks, answers to what they asked; and
-- captions with a structure.

-- Marked by a table, or by a curator. The index hands out the other clips alone, in order.
alter table clip add column distressing boolean default false not null;
alter table clip add column distress_decided boolean default false not null; -- a curator has said whether it is
create index clip_calm on clip(corpus_id, wanted, state, distressing, position);

alter table corpus add column exposure_budget int default 20 not null; -- distressing clips one annotator is handed a day; 0 for no limit

alter table account add column spared boolean default false not null; -- never handed a distressing clip
alter table account add column break_minutes int default 45 not null; -- of work before a reminder; 0 for none

-- An annotator found a clip hard to bear; a curator decides.
create table distress_report (
  clip_id bigint not null references clip,
  voter_id bigint not null references voter,
  corpus_id bigint not null references corpus,
  reported_at timestamp with time zone not null,
  answered_at timestamp with time zone, -- when a curator decided
  primary key (clip_id, voter_id)
);
create index distress_open on distress_report(corpus_id, answered_at);

-- What somebody was handed since midnight, in whichever corpus.
create index lease_touched on lease(voter_id, touched_at);
create index voter_account on voter(account_id);

-- Captions so far are free texts; the other levels are a structure beside them.
update caption set level = 'FREE' where level = 'GLOBAL';

-- A comment may answer another one, and then its writer reads it.
alter table clip_comment add column answers bigint references clip_comment;
alter table clip_comment add column read_at timestamp with time zone; -- of an answer, by whom it answers
create index clip_comment_account on clip_comment(account_id, corpus_id, id);
create index clip_comment_answers on clip_comment(answers);
