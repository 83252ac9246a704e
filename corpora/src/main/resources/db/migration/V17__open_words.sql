-- Words of annotators' own, beside the labels of the scheme, and the label each stands for. Votes
-- keep the word; the label is looked up when they are read.
create table open_word (
  corpus_id bigint not null references corpus,
  word varchar(60) not null,
  label varchar(100), -- in the scheme of that moment; null = none, it reads as "other"
  way varchar(12) not null, -- SCHEME, WHEEL, NONE: how it was found; PERSON: somebody's word
  chain varchar(300) not null, -- the words between, by which a wheel led there
  set_by bigint references account,
  set_at timestamp with time zone not null,
  primary key (corpus_id, word)
);
