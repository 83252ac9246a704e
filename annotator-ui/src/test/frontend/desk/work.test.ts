import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Segment } from '../../../main/frontend/desk/segments.js';
import { NO_WORK, UNRATED, isNothing, toSend, workOf } from '../../../main/frontend/desk/work.js';

const ANSWER = {
  meaning: 'ONE_OF',
  candidates: ['anger'],
  excluded: [],
  certainty: null,
  intensity: null,
} as const;
const PART: Segment = { ...ANSWER, id: 'a', startMicros: 0, endMicros: 9, caption: null };

test('a vote from a server without parts is work without parts', () => {
  deepEqual(workOf(ANSWER), { ...ANSWER, ...UNRATED, segments: [], traces: [] });
});

test('work without parts is sent as it always was', () => {
  deepEqual(toSend(workOf(ANSWER)), ANSWER);
});

test('parts and traces are sent as they came, and nothing more', () => {
  const traces = [{ axis: 'VALENCE', events: [[0, 0.5]] }] as const;
  const arrived = { ...ANSWER, segments: [{ ...PART, revision: 7 }], traces, voter: 'ada' };

  deepEqual(toSend(workOf(arrived)), { ...ANSWER, segments: [PART], traces });
});

test('a rating is sent where there is one, each dimension for itself', () => {
  const rated = workOf({ ...ANSWER, valence: -0.5, arousal: null });

  deepEqual([rated.valence, rated.arousal], [-0.5, null]);
  deepEqual(toSend(rated), { ...ANSWER, valence: -0.5 });
  deepEqual(toSend({ ...rated, valence: 0, arousal: 0 }), { ...ANSWER, valence: 0, arousal: 0 });
});

test('a part, a trace or a rating alone is work', () => {
  equal(isNothing(NO_WORK), true);
  equal(isNothing({ ...NO_WORK, segments: [PART] }), false);
  equal(isNothing({ ...NO_WORK, valence: 0, arousal: 0 }), false);
  equal(isNothing({ ...NO_WORK, traces: [{ axis: 'AROUSAL', events: [[0, 0]] }] }), false);
});
