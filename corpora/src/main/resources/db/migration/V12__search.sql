-- Clips that a curator has sent to the front of the annotators' queue. Whoever is handed clips gets
-- these first, as long as they take answers.
create table clip_call (
  clip_id bigint primary key references clip,
  corpus_id bigint not null references corpus,
  called_by bigint references account,
  called_at timestamp with time zone not null
);
create index clip_call_corpus on clip_call(corpus_id, called_at);

-- What became different since a moment, for an index that is kept beside the tables.
create index caption_written on caption(corpus_id, written_at);
create index vote_cast on vote(corpus_id, cast_at);
create index clip_created on clip(corpus_id, created_at);
