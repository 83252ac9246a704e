-- Language models that may be asked for votes. Keys are not here: they lie in the home folder.
create table model_endpoint (
  id bigint primary key,
  name varchar(40) not null unique,
  address varchar(300) not null, -- what stands before /v1/chat/completions
  model varchar(150) not null,
  money_in double precision not null, -- for a million tokens read
  money_out double precision not null, -- for a million tokens written
  tokens_an_image int not null, -- for estimates
  most_requests bigint not null, -- of one run; 0 = no cap, here and below
  most_tokens bigint not null,
  most_money double precision not null,
  most_minutes bigint not null,
  changed_by bigint references account,
  changed_at timestamp with time zone not null
);

-- An owner's word that clips of a corpus may be sent to an endpoint, and that it may no longer. Both
-- stay when the endpoint goes.
create table endpoint_consent (
  id bigint primary key,
  corpus_id bigint not null references corpus,
  endpoint varchar(40) not null, -- its name
  address varchar(300) not null, -- the address it was given for
  given_by bigint not null references account,
  given_at timestamp with time zone not null,
  revoked_by bigint references account,
  revoked_at timestamp with time zone
);
create index endpoint_consent_corpus on endpoint_consent(corpus_id, endpoint);
