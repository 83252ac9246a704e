import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { WHOLE, across, closer, down, pulled } from '../../../main/frontend/map/view.js';

const WINDOW = { width: 800, height: 600 };

test('what lies under the pointer stays under it while one comes closer', () => {
  let view = WHOLE;
  const x = 0.7;
  const y = 0.4;
  for (let i = 0; i < 8; i++) {
    const px = across(view, WINDOW, x);
    const py = down(view, WINDOW, y);
    view = closer(view, WINDOW, 1.3, px, py);
    ok(Math.abs(across(view, WINDOW, x) - px) < 1e-6);
    ok(Math.abs(down(view, WINDOW, y) - py) < 1e-6);
  }
});

test('a map that is pulled follows the hand and never leaves the window', () => {
  const near = closer(WHOLE, WINDOW, 4, 400, 300);
  const moved = pulled(near, WINDOW, 30, -20);
  ok(Math.abs(across(moved, WINDOW, 0.5) - across(near, WINDOW, 0.5) - 30) < 1e-6);
  ok(Math.abs(down(moved, WINDOW, 0.5) - down(near, WINDOW, 0.5) + 20) < 1e-6);

  const far = pulled(near, WINDOW, 1e6, 1e6);
  ok(across(far, WINDOW, 0) >= 0 && across(far, WINDOW, 0) <= WINDOW.width);
});

test('far enough away, all of it is seen again', () => {
  const near = closer(WHOLE, WINDOW, 4, 100, 100);
  deepEqual(closer(near, WINDOW, 0.01, 700, 10), WHOLE);
});
