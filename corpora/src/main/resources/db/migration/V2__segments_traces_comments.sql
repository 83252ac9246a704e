-- Parts of a clip and traces along it, as a vote says them: they stand and fall with their vote.

alter table corpus add column questions varchar(200) default 'SEGMENTS' not null;

create table segment (
  id bigint primary key,
  vote_id bigint not null references vote,
  segment_key uuid not null, -- the same part keeps its key in newer votes
  start_micros bigint not null,
  end_micros bigint not null,
  meaning varchar(16) not null,
  candidates varchar(2000) not null,
  excluded varchar(2000) not null,
  certainty varchar(16),
  intensity double precision,
  caption text,
  caption_language varchar(16),
  unique (vote_id, segment_key)
);

create table trace (
  id bigint primary key,
  vote_id bigint not null references vote,
  axis varchar(16) not null,
  events bytea not null, -- int64 microseconds and float32 value, little-endian, in order of time
  series_hz double precision not null,
  series bytea not null, -- float32, little-endian: the events at equal steps from 0
  unique (vote_id, axis)
);

-- What somebody tells the curators about a clip, pinned to a moment if they like.
create table clip_comment (
  id bigint primary key,
  client_id uuid not null unique,
  corpus_id bigint not null references corpus,
  clip_id bigint not null references clip,
  account_id bigint not null references account,
  content varchar(2000) not null,
  at_micros bigint,
  written_at timestamp with time zone not null
);
create index clip_comment_clip on clip_comment(clip_id, id);
