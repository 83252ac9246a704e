-- Whoever rates a settled clip anew decides again, and the label stays as it was settled: by the
-- decision that is upheld, whose proposal and moment still say where the label came from.
drop view standing_decision;
alter table decision add column upholds bigint references decision;
create view standing_decision as
  select d.*, coalesce(d.upholds, d.id) as settling_id from decision d
  where d.verdict <> 'UNDO'
    and not exists (select 1 from decision u where u.reverts = d.id)
    and not exists (
      select 1 from decision n
      where n.clip_id = d.clip_id and n.revision > d.revision and n.verdict <> 'UNDO'
        and not exists (select 1 from decision u where u.reverts = n.id));
