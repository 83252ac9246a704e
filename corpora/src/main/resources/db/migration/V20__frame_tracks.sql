-- What machines follow in a face from frame to frame. Measured, not said: no vote, no revisions.
create table frame_track (
  corpus_id bigint not null references corpus,
  clip_id bigint not null references clip,
  voter_id bigint not null references voter,
  measure varchar(16) not null, -- valence, arousal, AU12, ...
  run_id bigint, -- that found it; null from a file
  frames bytea not null, -- int64 microseconds and float32 value, little-endian; NaN = no face seen
  written_at timestamp with time zone not null,
  primary key (clip_id, voter_id, measure)
);
create index frame_track_voter on frame_track(corpus_id, voter_id, clip_id);
