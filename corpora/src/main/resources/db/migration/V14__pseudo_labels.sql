-- What a run that spreads labels says of every clip without one, and what it said of labelled clips
-- before it had seen their labels.
create table pseudo_label (
  run_id bigint not null references run,
  clip_id bigint not null references clip,
  truth varchar(100), -- label it carried; null = none
  origin varchar(16), -- of that label: SETTLED, AGREED or UNSEEN
  label varchar(100) not null, -- what the run calls it
  confidence double precision not null, -- calibrated, 0..1
  folds int not null, -- networks that agree
  modalities int not null, -- modalities that agree, each judged alone
  neighbours int not null, -- of the ten nearest labelled clips
  machines int not null, -- voting models that put the label first
  proposable boolean not null, -- false: it is not asked about, whatever the run says
  candidates varchar(2000) not null, -- labels that may be true, most probable first
  content text not null, -- probabilities before and after calibration, margin, entropy, neighbours
  primary key (run_id, clip_id)
);
create index pseudo_label_clip on pseudo_label(clip_id);

-- What a run's labels have to pass before they are proposed; may be changed while it stands.
create table pseudo_gates (
  run_id bigint primary key references run,
  content text not null,
  changed_at timestamp with time zone not null
);

-- Labels accepted unseen that somebody judges without seeing them.
create table pseudo_audit (
  id bigint primary key,
  corpus_id bigint not null references corpus,
  run_id bigint not null references run,
  clip_id bigint not null references clip,
  label varchar(100) not null, -- what was accepted
  drawn_at timestamp with time zone not null,
  said varchar(100), -- by the auditor; null = not yet
  auditor_id bigint references account,
  said_at timestamp with time zone,
  unique (run_id, clip_id)
);
create index pseudo_audit_corpus on pseudo_audit(corpus_id, said_at);
create index pseudo_audit_clip on pseudo_audit(clip_id);
