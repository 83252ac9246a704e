-- How far people are apart on a clip, kept with its votes so that the list of disagreements reads an
-- index: 0 they agree .. 1000 no two share anything; -1 where nobody has counted yet, as after an
-- upgrade, which the web app makes good when it starts.
alter table clip add column disagreement int default 0 not null;
update clip set disagreement = -1 where vote_count > 1;
create index clip_disagreement on clip(corpus_id, decided_label, disagreement desc, id);

-- What a curator took into a decision beside the clip's labels: segments, traces and captions, each
-- with who said it, as JSON.
drop view standing_decision;
alter table decision add column parts text;
create view standing_decision as
  select d.* from decision d
  where d.verdict <> 'UNDO'
    and not exists (select 1 from decision u where u.reverts = d.id)
    and not exists (
      select 1 from decision n
      where n.clip_id = d.clip_id and n.revision > d.revision and n.verdict <> 'UNDO'
        and not exists (select 1 from decision u where u.reverts = n.id));

-- Proposals of a run on clips that look alike share the clip in their middle.
alter table proposal add column near_clip bigint references clip;
create index proposal_near on proposal(corpus_id, state, near_clip);
