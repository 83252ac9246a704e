import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { obey, type Obedient } from '../../../main/frontend/desk/player-commands.js';
import type { Habits } from '../../../main/frontend/desk/player-habits.js';

const HABITS: Habits = { speed: 1, loop: false, muted: false, volume: 0.5, sound: 'WAVE', face: true };

/** A player that writes down what it was told. */
function player(told: unknown[], habits = HABITS): Obedient {
  const zoomed = (how: string) => () => told.push(how);
  return {
    position: 5_000_000,
    last: 9_980_000,
    habits,
    line: { zoomIn: zoomed('in'), zoomOut: zoomed('out'), zoomWhole: zoomed('whole') },
    toggle: () => told.push('toggle'),
    stepFrames: (by) => told.push(['frames', by]),
    seek: (micros) => told.push(micros),
    keep: (kept) => told.push(kept),
  };
}

function obeyed(command: Parameters<typeof obey>[1], habits = HABITS): unknown {
  const told: unknown[] = [];
  equal(obey(player(told, habits), command), true, command);
  equal(told.length, 1);
  return told[0];
}

test('the ends, the seconds and the frames are where they are said to be', () => {
  equal(obeyed('toStart'), 0);
  equal(obeyed('toEnd'), 9_980_000);
  equal(obeyed('secondBack'), 4_000_000);
  deepEqual(obeyed('frameForward'), ['frames', 1]);
});

test('a muted player that is made louder begins at silence and is heard', () => {
  deepEqual(obeyed('louder', { ...HABITS, muted: true }), { ...HABITS, volume: 0.1 });
  deepEqual(obeyed('louder', { ...HABITS, volume: 0.97 }), { ...HABITS, volume: 1 });
  deepEqual(obeyed('quieter', { ...HABITS, volume: 0.05 }), { ...HABITS, volume: 0 });
});

test('speed and loop are habits', () => {
  deepEqual(obeyed('slower'), { ...HABITS, speed: 0.75 });
  deepEqual(obeyed('loop'), { ...HABITS, loop: true });
});

test('what is not the player’s business is left to others', () => {
  const told: unknown[] = [];

  equal(obey(player(told), 'submit'), false);
  deepEqual(told, []);
});
