-- Whether annotators of a corpus are offered wordings of others: OFF, AFTER_DRAFT or AT_ONCE.
alter table corpus add column wording_help varchar(16) default 'OFF' not null;

-- What was offered to whom, and what became of it. An offer is never a caption by itself.
create table wording_offer (
  id bigint primary key,
  corpus_id bigint not null references corpus,
  clip_id bigint not null references clip,
  voter_id bigint not null references voter,
  caption_id bigint not null references caption, -- whose words
  level varchar(16) not null,
  region varchar(100) not null,
  language varchar(16) not null,
  content text not null,
  model varchar(128) not null, -- the embedding that found it
  offered_rank int not null, -- among the offers of its level, from 1
  draft text not null, -- what the voter had written of the clip before
  offered_at timestamp with time zone not null,
  outcome varchar(16) not null, -- OPEN, TAKEN, EDITED or REJECTED
  settled_at timestamp with time zone,
  unique (clip_id, voter_id, caption_id, level, region)
);
create index wording_offer_corpus on wording_offer(corpus_id, outcome);
