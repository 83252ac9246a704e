-- Whether annotators see the turns of a conversation around a clip: NONE, BEFORE, AROUND. A lease
-- says what was shown with it, and a vote what was shown when it was cast; null before this was
-- kept, and for whoever is shown nothing by a desk.
alter table annotation_plan add column context varchar(8) default 'AROUND' not null;
alter table lease add column context varchar(8);

drop view standing_vote;
drop view probation_vote;
drop view standing_cue_vote;
alter table vote add column context varchar(8);

create view standing_vote as
  select v.* from vote v
  where v.withdrawn = false and v.cue = 'ALL'
    and v.voter_id not in (select w.id from voter w where w.probation = true)
    and not exists (select 1 from vote n where n.clip_id = v.clip_id and n.voter_id = v.voter_id
      and n.cue = 'ALL' and n.revision > v.revision);

create view probation_vote as
  select v.* from vote v
  where v.withdrawn = false and v.cue = 'ALL'
    and v.voter_id in (select w.id from voter w where w.probation = true)
    and not exists (select 1 from vote n where n.clip_id = v.clip_id and n.voter_id = v.voter_id
      and n.cue = 'ALL' and n.revision > v.revision);

create view standing_cue_vote as
  select v.* from vote v
  where v.withdrawn = false and v.cue <> 'ALL'
    and not exists (select 1 from vote n where n.clip_id = v.clip_id and n.voter_id = v.voter_id
      and n.cue = v.cue and n.revision > v.revision);
