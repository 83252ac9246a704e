-- A run's proposals may be held back until somebody has seen its report, and a run may be withdrawn
-- whole: its proposals then read HELD or WITHDRAWN.
alter table corpus add column least_precision double precision default 0 not null; -- 0..1; 0 holds nothing
alter table run add column withdrawn_at timestamp with time zone;
alter table run add column withdrawn_by bigint references account;
create index proposal_run on proposal(run_id, state);
-- What a change of the scheme set aside while it was held back is held back again on going back.
alter table scheme_set_aside add column held boolean default false not null;
