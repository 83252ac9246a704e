-- Rules that vote: whoever says "haha" is held to be happy. The newest revision of a name stands.
create table voting_rule (
  corpus_id bigint not null references corpus,
  name varchar(40) not null,
  revision integer not null,
  source varchar(12) not null, -- TRANSCRIPT, CAPTION, UNITS, COLUMN: what it reads
  looks_for text not null, -- one a line; one of them must be there
  excepting text not null, -- one a line; none of them may be
  labels text not null, -- joined by vertical bars, in the scheme of that moment
  withdrawn boolean not null,
  written_by bigint references account,
  written_at timestamp with time zone not null,
  primary key (corpus_id, name, revision)
);
