-- Which of two descriptions of a clip somebody prefers. Never overwritten: the newest row of a voter
-- and a pair stands.
create table preference (
  id bigint primary key,
  corpus_id bigint not null references corpus,
  clip_id bigint not null references clip,
  voter_id bigint not null references voter,
  a1 text not null, -- the first description
  a2 text not null,
  preferred varchar(8) not null, -- A1, A2 or SAME
  written_at timestamp with time zone not null
);
create index preference_clip on preference(clip_id, id);
