import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { Swipe } from '../../../main/frontend/desk/swipe.js';

function touch(...points: ReadonlyArray<readonly [x: number, y: number]>): TouchEvent {
  const touches = points.map(([clientX, clientY]) => ({ clientX, clientY }));
  return { touches, changedTouches: touches } as unknown as TouchEvent;
}

function swiped(from: readonly [number, number], to: readonly [number, number], takes = true) {
  const swipe = new Swipe();
  swipe.start(touch(from), takes);
  return swipe.end(touch(to));
}

test('a finger drawn sideways goes left or right', () => {
  equal(swiped([200, 50], [100, 60]), 'left');
  equal(swiped([100, 50], [200, 40]), 'right');
});

test('a short, a slanting or a scrolling finger is no swipe', () => {
  equal(swiped([200, 50], [150, 50]), null);
  equal(swiped([200, 50], [100, 90]), null);
  equal(swiped([200, 50], [200, 400]), null);
});

test('two fingers, and a finger on the time line, are no swipe', () => {
  const swipe = new Swipe();
  swipe.start(touch([200, 50], [220, 50]), true);
  equal(swipe.end(touch([100, 50])), null);
  equal(swiped([200, 50], [100, 50], false), null);
});
