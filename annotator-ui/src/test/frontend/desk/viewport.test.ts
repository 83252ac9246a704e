import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { FrameTable } from '../../../main/frontend/desk/frames.js';
import { isOver, nextSpeed } from '../../../main/frontend/desk/playback.js';
import { ticks } from '../../../main/frontend/desk/ruler.js';
import {
  across,
  around,
  follow,
  isWhole,
  pan,
  span,
  timeAt,
  whole,
  zoom,
} from '../../../main/frontend/desk/viewport.js';
import { waveformPath } from '../../../main/frontend/desk/waveform.js';

const HOUR = 3_600_000_000;

// The clock is the media element's alone. What a unit test can hold is that nothing on the way from
// its time to a pixel and back loses any; that the element's own sound and picture stay together is
// for a browser: play an hour at 1x and at 2x, and compare `requestVideoFrameCallback`'s mediaTime
// with the frame number burnt into the picture and with a click in the sound, at both ends.
test('no frame of an hour drifts between the clock, the timeline and back, at any zoom', () => {
  const times = Float64Array.from({ length: 107_892 }, (_, i) => Math.round((i * 1_001e6) / 30_000));
  const frames = new FrameTable(times);
  let view = whole(HOUR);
  for (let closer = 0; closer < 12; closer++) {
    for (let i = 0; i < frames.count; i += 997) {
      const seconds = frames.middle(i) / 1e6; // as a media element keeps time
      const place = across(view, seconds * 1e6);
      equal(frames.at(timeAt(view, place)), i);
    }
    view = zoom(view, HOUR, 3, 0.77 * HOUR);
  }
});

test('a bang lies in the waveform where it is heard, also after an hour', () => {
  const peaks = new Int8Array(360_000);
  for (const second of [1, 1_800, 3_599]) {
    peaks.fill(0);
    peaks[second * 100] = 127;
    const view = around(second * 1e6, second * 1e6 + 10_000, HOUR);
    const bars = [...waveformPath(peaks, 300, view).matchAll(/M([\d.]+) [\d.]+h[\d.]+v([\d.]+)/g)];
    const loud = bars.filter(([, , height]) => Number(height) > 1.9).map(([, left]) => Number(left));
    ok(loud.length > 0);
    for (const left of loud) {
      const time = timeAt(view, left / 300);
      ok(Math.abs(time - second * 1e6 - 5_000) <= 10_000, `${time} is not at ${second} s`);
    }
  }
});

test('the time under the pointer stays there while zooming', () => {
  let view = whole(60_000_000);
  for (const factor of [1.3, 2, 5, 0.5, 1.1]) {
    view = zoom(view, 60_000_000, factor, 41_000_000);
    ok(Math.abs(across(view, 41_000_000) - 41 / 60) < 1e-9);
  }
});

test('zooming stops at the whole clip and at a fifth of a second', () => {
  const close = zoom(whole(60_000_000), 60_000_000, 1e9, 30_000_000);
  equal(span(close), 200_000);
  deepEqual(zoom(close, 60_000_000, 1e-9, 30_000_000), whole(60_000_000));
  deepEqual(zoom(whole(100_000), 100_000, 4, 50_000), whole(100_000), 'a clip shorter than that');
});

test('moving the view stops at the ends of the clip', () => {
  const view = { from: 10, to: 30 };

  deepEqual(pan(view, 100, -50), { from: 0, to: 20 });
  deepEqual(pan(view, 100, 500), { from: 80, to: 100 });
});

test('the view turns the page when the playhead leaves it, and not before', () => {
  const view = { from: 0, to: 1_000 };

  equal(follow(view, 10_000, 890), view);
  deepEqual(follow(view, 10_000, 910), { from: 810, to: 1_810 });
  deepEqual(follow(view, 10_000, 5_000), { from: 4_900, to: 5_900 });
  const last = { from: 9_000, to: 10_000 };
  equal(follow(last, 10_000, 9_990), last);
  equal(follow(whole(10_000), 10_000, 9_990).to, 10_000);
});

test('a part shown whole has air around it and stays within the clip', () => {
  const view = around(2_000_000, 4_000_000, 10_000_000);

  deepEqual(view, { from: 1_500_000, to: 4_500_000 });
  equal(around(0, 100, 10_000_000).from, 0);
  equal(isWhole(around(0, 9_000_000, 10_000_000), 10_000_000), true);
});

test('ticks stand at round times with room for their words', () => {
  const words = (from: number, to: number, pixels: number) =>
    ticks({ from, to }, pixels).filter(({ word }) => word !== '').map(({ word }) => word);

  deepEqual(words(0, 5_920_000, 700), ['0:00', '0:01', '0:02', '0:03', '0:04', '0:05']);
  deepEqual(words(3_100_000, 3_500_000, 400), ['0:03.1', '0:03.2', '0:03.3', '0:03.4', '0:03.5']);
  const minutes = ['0:00', '10:00', '20:00', '30:00', '40:00', '50:00', '1:00:00'];
  deepEqual(words(0, HOUR, 500), minutes);
});

test('ticks never stand nearer than their words are wide, whatever the zoom', () => {
  for (let spanned = 200_000; spanned < HOUR; spanned *= 1.7) {
    const worded = ticks({ from: 1_234_567, to: 1_234_567 + spanned }, 640).filter((t) => t.word);
    worded.slice(1).forEach(({ micros }, i) => {
      const gap = ((micros - (worded[i]?.micros ?? 0)) * 640) / spanned;
      ok(gap >= 72 - 1e-6, `${gap} px at ${spanned}`);
    });
  }
});

test('speeds go through all steps and stop at the ends', () => {
  let speed = 0.1;
  const seen = [speed];
  for (let i = 0; i < 12; i++) {
    speed = nextSpeed(speed, 1);
    seen.push(speed);
  }
  deepEqual(seen, [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 4, 4, 4]);
  equal(nextSpeed(1, -1), 0.75);
  equal(nextSpeed(1.3, -1), 1.25, 'a speed of before goes to the nearest on that side');
});

test('a part is over at the look that is nearest to its end', () => {
  const part = { from: 1_000_000, to: 2_000_000 };

  equal(isOver(1_990_000, part, 16_000), false);
  equal(isOver(1_993_000, part, 16_000), true);
  equal(isOver(2_004_000, part, 16_000), true);
});
