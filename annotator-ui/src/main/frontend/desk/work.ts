/** All that an annotator says of one clip: of the whole, of its parts, and along its course. */
import { NOTHING_YET, isUntouched, type Answer } from './answer.js';
import { ordered, type Segment, type Segments } from './segments.js';
import type { Trace } from './traces.js';

/** How a whole clip feels; -1..1, null where the annotator does not say. */
export interface Rating {
  readonly valence: number | null;
  readonly arousal: number | null;
}

export interface Work extends Answer, Rating {
  readonly segments: Segments;
  readonly traces: readonly Trace[];
}

/** What arrives of it: servers and drafts from before there were parts or ratings have none of them. */
export type ArrivingWork = Answer & Partial<Rating> & {
  readonly segments?: Segments | null;
  readonly traces?: readonly Trace[] | null;
};

export const UNRATED: Rating = { valence: null, arousal: null };

export const NO_WORK: Work = { ...NOTHING_YET, ...UNRATED, segments: [], traces: [] };

/** Only what belongs to the work: what is sent must not carry more than the server expects. */
export function workOf(arrived: ArrivingWork): Work {
  return {
    ...answerOf(arrived),
    valence: arrived.valence ?? null,
    arousal: arrived.arousal ?? null,
    segments: ordered((arrived.segments ?? []).map(segmentOf)),
    traces: (arrived.traces ?? []).map(({ axis, events }) => ({ axis, events })),
  };
}

/** As it is sent. What there is none of is left out, for a server that does not know it. */
export function toSend({ valence, arousal, segments, traces, ...answer }: Work): ArrivingWork {
  return {
    ...answer,
    ...(valence === null ? {} : { valence }),
    ...(arousal === null ? {} : { arousal }),
    ...(segments.length === 0 ? {} : { segments }),
    ...(traces.length === 0 ? {} : { traces }),
  };
}

export function isNothing(work: Work): boolean {
  return isUntouched(work) && !isRated(work) && work.segments.length === 0 && work.traces.length === 0;
}

function isRated({ valence, arousal }: Rating): boolean {
  return valence !== null || arousal !== null;
}

function answerOf({ meaning, candidates, excluded, certainty, intensity }: Answer): Answer {
  return { meaning, candidates, excluded, certainty, intensity };
}

function segmentOf({ id, startMicros, endMicros, caption, ...answer }: Segment): Segment {
  const words = caption === null ? null : { text: caption.text, language: caption.language };
  return { id, startMicros, endMicros, ...answerOf(answer), caption: words };
}
