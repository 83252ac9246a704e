-- How many annotators say of each turn of a conversation what whoever listens feels; 0 for none.
alter table annotation_plan add column listener_overlap int default 0 not null;
