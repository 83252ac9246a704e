-- How far people and machines are apart on a clip, each with one seat; kept and read like the
-- disagreement of people. Below 0 = not counted yet: the web app does it when it starts.
alter table clip add column council int default 0 not null;
update clip set council = -1 where vote_count > 1;
create index clip_council on clip(corpus_id, decided_label, council desc, id);
