-- Models that vote in curators' eyes only until somebody lets them in: their votes are kept, and
-- stand for nothing.
alter table voter add column probation boolean default false not null;

drop view standing_vote;
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
