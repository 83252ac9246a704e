import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Act } from '../../../main/frontend/desk/answer.js';
import { FrameTable } from '../../../main/frontend/desk/frames.js';
import { Grid, snap, snapMove } from '../../../main/frontend/desk/grid.js';
import {
  answer,
  describe,
  draw,
  edges,
  merge,
  move,
  nearerEdge,
  neighbour,
  nextEdge,
  nudge,
  remove,
  resize,
  rows,
  saysSomething,
  split,
  type Segment,
  type Segments,
} from '../../../main/frontend/desk/segments.js';

/** Ten frames, uneven as phones make them, and a clip that ends 40 ms after the last appears. */
const TIMES = [0, 40_000, 80_000, 110_000, 160_000, 200_000, 240_000, 300_000, 340_000, 380_000];
const VIDEO = new Grid(420_000, new FrameTable(Float64Array.from(TIMES)));
const SOUND = new Grid(1_000_000, null);

function part(id: string, startMicros: number, endMicros: number, more: Partial<Segment> = {}): Segment {
  return {
    id,
    startMicros,
    endMicros,
    meaning: 'ONE_OF',
    candidates: [],
    excluded: [],
    certainty: null,
    intensity: null,
    caption: null,
    ...more,
  };
}

const times = (segments: Segments) =>
  segments.map((held) => [held.id, held.startMicros, held.endMicros]);
const press = (label: string): Act => ({ kind: 'press', label });

test('a part drawn backwards is the same part', () => {
  deepEqual(draw([], SOUND, 'a', 500_000, 200_000), draw([], SOUND, 'a', 200_000, 500_000));
});

test('a part is never shorter than a frame, or than a fiftieth of a second of sound', () => {
  deepEqual(times(draw([], VIDEO, 'a', 110_000, 110_000)), [['a', 110_000, 160_000]]);
  deepEqual(times(draw([], SOUND, 'a', 300_000, 300_001)), [['a', 300_000, 320_000]]);
});

test('a part drawn at the very end of the clip grows backwards', () => {
  deepEqual(times(draw([], VIDEO, 'a', 420_000, 420_000)), [['a', 380_000, 420_000]]);
  deepEqual(times(draw([], SOUND, 'a', 999_000, 2_000_000)), [['a', 980_000, 1_000_000]]);
});

test('parts stand in order of their start however they were drawn', () => {
  const drawn = draw(draw([], SOUND, 'late', 500_000, 600_000), SOUND, 'early', 100_000, 900_000);

  deepEqual(drawn.map((held) => held.id), ['early', 'late']);
});

test('a dragged edge stops before the other one and at the ends of the clip', () => {
  const held = [part('a', 80_000, 240_000)];

  deepEqual(times(resize(held, VIDEO, 'a', 'start', 900_000)), [['a', 200_000, 240_000]]);
  deepEqual(times(resize(held, VIDEO, 'a', 'end', 0)), [['a', 80_000, 110_000]]);
  deepEqual(times(resize(held, VIDEO, 'a', 'start', -5)), [['a', 0, 240_000]]);
  deepEqual(times(resize(held, VIDEO, 'a', 'end', 9e9)), [['a', 80_000, 420_000]]);
});

test('nudging an edge visits every frame of an uneven table once and comes back', () => {
  let held: Segments = [part('a', 0, 40_000)];
  const seen: number[] = [];
  for (let i = 0; i < 9; i++) {
    held = nudge(held, VIDEO, 'a', 'end', 1);
    seen.push(held[0]?.endMicros ?? 0);
  }
  deepEqual(seen, [...TIMES.slice(2), 420_000]);

  for (let i = 0; i < 9; i++) {
    held = nudge(held, VIDEO, 'a', 'end', -1);
  }
  deepEqual(times(held), [['a', 0, 40_000]]);
});

test('an edge between two frames is nudged to the frame on that side', () => {
  const held = [part('a', 90_000, 420_000)];

  equal(nudge(held, VIDEO, 'a', 'start', -1)[0]?.startMicros, 80_000);
  equal(nudge(held, VIDEO, 'a', 'start', 1)[0]?.startMicros, 110_000);
});

test('a part keeps its length when it is moved, and stays within the clip', () => {
  const held = [part('a', 100_000, 300_000), part('b', 700_000, 900_000)];

  deepEqual(times(move(held, SOUND, ['a', 'b'], 400_000)), [
    ['a', 200_000, 400_000],
    ['b', 800_000, 1_000_000],
  ]);
  deepEqual(times(move(held, SOUND, ['b'], -9e9)), [
    ['b', 0, 200_000],
    ['a', 100_000, 300_000],
  ]);
});

test('both halves of a part that is split keep its answer, and its words are there once', () => {
  const caption = { text: 'a frown', language: 'en' };
  const whole = part('a', 80_000, 240_000, { candidates: ['anger'], certainty: 'FAIRLY', caption });

  const [first, second] = split([whole], VIDEO, 'a', 115_000, 'b');

  deepEqual(times([first!, second!]), [['a', 80_000, 110_000], ['b', 110_000, 240_000]]);
  deepEqual([first?.candidates, second?.candidates], [['anger'], ['anger']]);
  deepEqual([first?.caption, second?.caption], [caption, null]);
});

test('a part is not split where a half would be no part', () => {
  const held = [part('a', 80_000, 110_000)];

  equal(split(held, VIDEO, 'a', 95_000, 'b'), held);
  equal(split(held, VIDEO, 'a', 300_000, 'b'), held);
});

test('merging what was split gives back the part', () => {
  const whole = part('a', 80_000, 240_000, { candidates: ['anger', 'fear'], excluded: ['joy'] });

  deepEqual(merge(split([whole], VIDEO, 'a', 160_000, 'b'), 'a'), [whole]);
});

test('merged parts cover both, and say no more than both said', () => {
  const [joined, ...others] = merge(
    [
      part('a', 0, 100, { candidates: ['anger'], excluded: ['joy', 'fear'], certainty: 'CERTAIN' }),
      part('b', 50, 300, { candidates: ['disgust'], excluded: ['joy'], certainty: 'UNSURE' }),
    ],
    'a',
  );

  deepEqual(others, []);
  deepEqual([joined?.startMicros, joined?.endMicros], [0, 300]);
  deepEqual(joined?.candidates, ['anger', 'disgust']);
  deepEqual(joined?.excluded, ['joy']);
  equal(joined?.certainty, null);
});

test('a part that cannot be told merged with one that can is told', () => {
  const joined = merge(
    [part('a', 0, 1, { meaning: 'CANNOT_TELL' }), part('b', 1, 2, { candidates: ['fear'] })],
    'a',
  );

  deepEqual([joined[0]?.meaning, joined[0]?.candidates], ['ONE_OF', ['fear']]);
});

test('the last part has no next one to merge with', () => {
  const held = [part('a', 0, 1), part('b', 1, 2)];

  equal(merge(held, 'b'), held);
});

test('a label pressed for several parts is in all of them afterwards, or in none', () => {
  const held = [part('a', 0, 1, { candidates: ['anger'] }), part('b', 1, 2), part('c', 2, 3)];
  const all = (segments: Segments) => segments.map((one) => one.candidates);

  const added = answer(held, ['a', 'b'], press('anger'));
  deepEqual(all(added), [['anger'], ['anger'], []]);
  deepEqual(all(answer(added, ['a', 'b'], press('anger'))), [[], [], []]);
});

test('how sure and what it means are the same for several parts afterwards', () => {
  const held = [part('a', 0, 1, { certainty: 'CERTAIN', meaning: 'ALL_OF' }), part('b', 1, 2)];

  const sure = answer(held, ['b', 'a'], { kind: 'sure', certainty: 'CERTAIN' });
  deepEqual(sure.map((one) => one.certainty), [null, null]);

  const told = answer(held, ['a', 'b'], { kind: 'mean', meaning: 'CANNOT_TELL' });
  deepEqual(told.map((one) => one.meaning), ['CANNOT_TELL', 'CANNOT_TELL']);
});

test('a part says something with labels, with words, or with a plain cannot tell', () => {
  const silent = part('a', 0, 1, { excluded: ['fear'] });

  equal(saysSomething(silent), false);
  equal(saysSomething(answer([silent], ['a'], press('joy'))[0]!), true);
  equal(saysSomething(part('a', 0, 1, { meaning: 'CANNOT_TELL' })), true);
  const words = { text: 'a sigh', language: 'en' };
  equal(saysSomething(describe([silent], 'a', words)[0]!), true);
});

test('parts that overlap lie in different rows, and a row is used again', () => {
  const places = rows([part('a', 0, 10), part('b', 5, 15), part('c', 10, 20), part('d', 12, 13)]);

  deepEqual([...places], [['a', 0], ['b', 1], ['c', 0], ['d', 2]]);
});

test('jumping from edge to edge visits each one once, both ways', () => {
  const held = [part('a', 100, 300), part('b', 300, 500), part('c', 200, 900)];

  deepEqual(edges(held), [100, 200, 300, 500, 900]);
  equal(nextEdge(held, 299, 1, 2), 500, 'a clock some microseconds off stands on its edge');
  equal(nextEdge(held, 300, -1, 2), 200);
  equal(nextEdge(held, 900, 1, 2), null);
});

test('the neighbour of no part is the first or the last one', () => {
  const held = [part('a', 0, 1), part('b', 1, 2)];

  equal(neighbour(held, null, 1)?.id, 'a');
  equal(neighbour(held, null, -1)?.id, 'b');
  equal(neighbour(held, 'a', 1)?.id, 'b');
  equal(neighbour(held, 'b', 1), null);
});

test('the nearer edge is the one that is meant', () => {
  equal(nearerEdge(part('a', 100, 200), 140), 'start');
  equal(nearerEdge(part('a', 100, 200), 160), 'end');
});

test('removing several leaves the others', () => {
  deepEqual(times(remove([part('a', 0, 1), part('b', 1, 2), part('c', 2, 3)], ['a', 'c'])), [
    ['b', 1, 2],
  ]);
});

test('an edge snaps to a point in reach and otherwise to the nearest frame', () => {
  const magnets = { points: [135_000], reach: 12_000 };

  equal(snap(128_000, VIDEO, magnets), 135_000);
  equal(snap(121_000, VIDEO, magnets), 110_000);
  equal(snap(411_000, VIDEO, magnets), 420_000, 'the end of the clip is an edge of its last frame');
  equal(snap(300_001, SOUND, magnets), 300_001, 'sound has no frames');
});

test('the nearest of two points wins', () => {
  equal(snap(105, SOUND, { points: [100, 108], reach: 50 }), 108);
});

test('a part that is moved keeps its length and snaps by the edge that meets something', () => {
  const magnets = { points: [500_000], reach: 10_000 };

  equal(snapMove([100_000, 300_000], 195_000, SOUND, magnets), 200_000, 'its end meets the point');
  equal(snapMove([100_000, 300_000], 405_000, SOUND, magnets), 400_000, 'its start does');
  equal(snapMove([100_000, 300_000], 50_000, SOUND, magnets), 50_000, 'nothing is near');
});
