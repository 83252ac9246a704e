import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seen, steps, unitOf, type Track } from '../../../main/frontend/desk/tracks.ts';

const every = (measure: string, values: readonly (number | null)[]): Track => ({
  measure,
  micros: values.map((_, i) => i * 100),
  values,
});

test('a unit that was never clearly seen is only named, valence always has a lane', () => {
  assert.equal(seen(every('AU12', [0, 0.1, 0.4, null])), false);
  assert.equal(seen(every('AU12', [0, 0.5])), true);
  assert.equal(seen(every('valence', [0, 0])), true);
  assert.equal(unitOf(every('AU12', [0])), 12);
  assert.equal(unitOf(every('arousal', [0])), null);
});

test('of the frames within a step the one furthest from rest is drawn', () => {
  assert.deepEqual(steps(every('valence', [0.1, -0.8, 0.3, 0.2]), 0, 400, 2), [-0.8, 0.3]);
});

test('between frames further apart the one before holds', () => {
  assert.deepEqual(steps(every('AU6', [0.5, 1]), 0, 200, 4), [0.5, 0.5, 1, 1]);
});

test('a gap stays where no face was seen, and after the last frame', () => {
  assert.deepEqual(steps(every('AU6', [0.5, null, 1]), 0, 600, 6), [0.5, null, 1, 1, null, null]);
});

test('a view closer in begins with what held before it', () => {
  assert.deepEqual(steps(every('AU6', [0.2, 0.4, 0.6]), 150, 250, 2), [0.4, 0.6]);
});
