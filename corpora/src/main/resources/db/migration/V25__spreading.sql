-- How a run came to the labels that it spread; runs from before this was kept have no line here.
create table pseudo_spreading (
  run_id bigint primary key references run,
  round int not null, -- 1 for the first run of its corpus that spread labels
  method varchar(32) not null,
  plan_hash varchar(64) not null, -- SHA-256 of the method and all its parameters
  networks varchar(2000) not null, -- SHA-256 of the weights of each, parted by vertical bars
  modalities int not null, -- judged alone; 0 = there was one only
  looks int not null, -- of all networks at a clip through weakly altered features
  threshold_kind varchar(16) not null, -- what decided which labels taught their own networks
  thresholds text not null -- what each label had to reach last, by label, as JSON
);

alter table pseudo_label add column looks int default 0 not null; -- that call the clip the same
alter table pseudo_label add column taught int default 0 not null; -- networks this label taught last
