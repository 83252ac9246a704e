-- What a person keeps for a room of a corpus, such as a filter they come back to.
create table saved_view (
  id bigint primary key,
  account_id bigint not null references account,
  corpus_id bigint not null references corpus,
  room varchar(32) not null,
  name varchar(60) not null,
  content varchar(2000) not null,
  created_at timestamp with time zone not null,
  unique (account_id, corpus_id, room, name)
);

-- Counts of open proposals, whole and by move, from an index alone; and the orders beside gain.
create index proposal_counts on proposal(corpus_id, state, from_label, label, probability, noise, kind);
create index proposal_noise on proposal(corpus_id, state, noise desc, id);
create index proposal_newest on proposal(corpus_id, state, id desc);
