import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { caught, inside, nearest, rectangle } from '../../../main/frontend/map/lasso.js';

const HORSESHOE = [
  { x: 0, y: 0 },
  { x: 9, y: 0 },
  { x: 9, y: 9 },
  { x: 6, y: 9 },
  { x: 6, y: 3 },
  { x: 3, y: 3 },
  { x: 3, y: 9 },
  { x: 0, y: 9 },
];

test('a lasso holds what it goes around and not what lies in its bay', () => {
  equal(inside(HORSESHOE, 1, 8), true);
  equal(inside(HORSESHOE, 8, 8), true);
  equal(inside(HORSESHOE, 4.5, 1), true);
  equal(inside(HORSESHOE, 4.5, 8), false);
  equal(inside(HORSESHOE, 10, 1), false);
  equal(inside(HORSESHOE, -1, 9), false);
});

test('which way round a lasso was drawn does not matter, nor where it began', () => {
  const back = [...HORSESHOE].reverse();
  const later = [...HORSESHOE.slice(3), ...HORSESHOE.slice(0, 3)];
  for (let x = -0.5; x < 10; x += 1) {
    for (let y = -0.5; y < 10; y += 1) {
      equal(inside(back, x, y), inside(HORSESHOE, x, y), `${x}, ${y}`);
      equal(inside(later, x, y), inside(HORSESHOE, x, y), `${x}, ${y}`);
    }
  }
});

test('a line without an inside catches nothing', () => {
  equal(inside([], 0, 0), false);
  equal(inside([{ x: 0, y: 0 }], 0, 0), false);
  equal(
    inside(
      [
        { x: 0, y: 0 },
        { x: 5, y: 5 },
      ],
      2,
      3,
    ),
    false,
  );
});

test('many places are caught by their numbers, in a rectangle from any corner', () => {
  const xs = [1, 4.5, 8, 20];
  const ys = [8, 8, 8, 8];
  deepEqual(caught(HORSESHOE, xs, ys), [0, 2]);
  deepEqual(caught(rectangle({ x: 5, y: 9 }, { x: 0, y: 7 }), xs, ys), [0, 1]);
  deepEqual(caught([], xs, ys), []);
});

test('the nearest dot under a pointer is found, and none beyond its reach', () => {
  const xs = [0, 10, 13];
  const ys = [0, 0, 0];
  equal(nearest(xs, ys, 12, 0, 8), 2);
  equal(nearest(xs, ys, 10.5, 1, 8), 1);
  equal(nearest(xs, ys, 30, 0, 8), -1);
  equal(nearest([], [], 0, 0, 8), -1);
});
