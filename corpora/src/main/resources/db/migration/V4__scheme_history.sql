-- Which version of its label scheme a corpus was under, and since when. Only ever inserted: going
-- back to an earlier version is one more line. What a vote, decision or gold label says is read
-- through the mappings between its moment and now.
create table scheme_mapping (
  id bigint primary key,
  corpus_id bigint not null references corpus,
  seq int not null, -- from 0 on, within the corpus
  scheme_id bigint not null references label_scheme,
  node int not null, -- the state it leads to: its own seq, or an earlier one when going back
  parent int not null, -- the state a new one comes from
  mapping text not null, -- labels before and after, and what became of those that changed, as JSON
  set_aside bigint not null, -- open proposals that spoke of changed labels
  changed_by bigint references account,
  changed_at timestamp with time zone not null,
  unique (corpus_id, seq)
);

insert into scheme_mapping (id, corpus_id, seq, scheme_id, node, parent, mapping, set_aside, changed_by, changed_at)
select nextval('row_seq'), id, 0, scheme_id, 0, 0, '{"from":[],"to":[],"becomes":{}}', 0, null, created_at from corpus;

-- Open proposals a change of the scheme set aside; they are open again when it is taken back.
create table scheme_set_aside (
  corpus_id bigint not null references corpus,
  seq int not null,
  proposal_id bigint not null references proposal,
  primary key (corpus_id, seq, proposal_id)
);

alter table gold_label add column recorded_at timestamp with time zone default current_timestamp not null;
update gold_label set recorded_at = (select c.created_at from clip c where c.id = gold_label.clip_id);

-- Guidelines keep every text they ever had.
create table guideline (
  id bigint primary key,
  corpus_id bigint not null references corpus,
  revision int not null,
  content text not null,
  written_by bigint references account,
  written_at timestamp with time zone not null,
  unique (corpus_id, revision)
);

insert into guideline (id, corpus_id, revision, content, written_by, written_at)
select nextval('row_seq'), id, 1, guidelines, null, created_at from corpus where guidelines <> '';

-- The newest guidelines a person has opened.
create table guideline_read (
  corpus_id bigint not null references corpus,
  account_id bigint not null references account,
  revision int not null,
  read_at timestamp with time zone not null,
  primary key (corpus_id, account_id)
);
