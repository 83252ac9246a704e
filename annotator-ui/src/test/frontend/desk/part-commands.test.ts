import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { NOTHING_YET } from '../../../main/frontend/desk/answer.js';
import { FrameTable } from '../../../main/frontend/desk/frames.js';
import { Grid } from '../../../main/frontend/desk/grid.js';
import { obeyPart, type Standing } from '../../../main/frontend/desk/part-commands.js';
import type { Segment } from '../../../main/frontend/desk/segments.js';

const GRID = new Grid(200_000, new FrameTable(Float64Array.from([0, 40_000, 80_000, 120_000, 160_000])));

function part(id: string, startMicros: number, endMicros: number): Segment {
  return { ...NOTHING_YET, id, startMicros, endMicros, caption: null };
}

function standing(more: Partial<Standing>): Standing {
  return { segments: [], selection: [], grid: GRID, position: 0, mark: null, newId: () => 'new', ...more };
}

const spans = (segments: readonly Segment[] = []) =>
  segments.map((held) => [held.id, held.startMicros, held.endMicros]);

test('a part begun and ended by keys holds both frames that were on screen', () => {
  const begun = obeyPart('partStart', standing({ position: 55_000 }));
  equal(begun.mark, 40_000);

  const ended = obeyPart('partEnd', standing({ position: 135_000, mark: 40_000 }));
  deepEqual(spans(ended.parts?.segments), [['new', 40_000, 160_000]]);
  deepEqual([ended.parts?.selection, ended.mark], [['new'], null]);
});

test('one key alone begins and ends a part, also backwards', () => {
  equal(obeyPart('partMark', standing({ position: 120_000 })).mark, 120_000);
  const ended = obeyPart('partMark', standing({ position: 50_000, mark: 120_000 }));
  deepEqual(spans(ended.parts?.segments), [['new', 40_000, 120_000]]);
});

test('an end without a beginning is no part', () => {
  deepEqual(obeyPart('partEnd', standing({ position: 50_000 })), {});
});

test('while a part is selected the same keys set its edges', () => {
  const now = standing({ segments: [part('a', 0, 200_000)], selection: ['a'], position: 90_000 });

  deepEqual(spans(obeyPart('partStart', now).parts?.segments), [['a', 80_000, 200_000]]);
  deepEqual(spans(obeyPart('partEnd', now).parts?.segments), [['a', 0, 120_000]]);
});

test('a nudge moves the edge that is nearer to the playhead, and the playhead goes with it', () => {
  const segments = [part('a', 40_000, 160_000)];

  const later = obeyPart('edgeForward', standing({ segments, selection: ['a'], position: 41_000 }));
  deepEqual([spans(later.parts?.segments), later.seek], [[['a', 80_000, 160_000]], 80_000]);
  const earlier = obeyPart('edgeBack', standing({ segments, selection: ['a'], position: 150_000 }));
  deepEqual([spans(earlier.parts?.segments), earlier.seek], [[['a', 40_000, 120_000]], 120_000]);
});

test('splitting goes on with the second half', () => {
  const segments = [part('a', 0, 200_000)];
  const cut = obeyPart('partSplit', standing({ segments, selection: ['a'], position: 81_000 }));

  deepEqual(spans(cut.parts?.segments), [['a', 0, 80_000], ['new', 80_000, 200_000]]);
  deepEqual(cut.parts?.selection, ['new']);
});

test('escape lets go of a part begun first, then of the selection, and never of the parts', () => {
  const segments = [part('a', 0, 200_000)];

  deepEqual(obeyPart('wholeClip', standing({ segments, selection: ['a'], mark: 0 })), { mark: null });
  deepEqual(obeyPart('wholeClip', standing({ segments, selection: ['a'] })).parts, {
    segments,
    selection: [],
  });
});

test('all that is selected is removed at once', () => {
  const segments = [part('a', 0, 40_000), part('b', 40_000, 80_000), part('c', 80_000, 120_000)];
  const left = obeyPart('partRemove', standing({ segments, selection: ['a', 'c'] }));

  deepEqual(spans(left.parts?.segments), [['b', 40_000, 80_000]]);
});

test('walking from part to part selects it and goes to its start', () => {
  const segments = [part('a', 0, 40_000), part('b', 80_000, 120_000)];
  const next = obeyPart('partNext', standing({ segments, selection: ['a'] }));

  deepEqual([next.parts?.selection, next.seek], [['b'], 80_000]);
  deepEqual(obeyPart('partNext', standing({ segments, selection: ['b'] })), {});
});

test('without a selection nothing is split, merged, nudged or removed', () => {
  const now = standing({ segments: [part('a', 0, 40_000)] });

  for (const command of ['partSplit', 'partMerge', 'edgeBack', 'edgeForward', 'partRemove'] as const) {
    deepEqual(obeyPart(command, now), {}, command);
  }
});
