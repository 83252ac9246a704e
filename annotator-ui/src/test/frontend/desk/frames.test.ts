import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { clock } from '../../../main/frontend/desk/clock.js';
import { FrameTable } from '../../../main/frontend/desk/frames.js';
import { waveformPath } from '../../../main/frontend/desk/waveform.js';

function table(...micros: readonly number[]): FrameTable {
  const bytes = new DataView(new ArrayBuffer(micros.length * 8));
  micros.forEach((time, i) => bytes.setBigInt64(i * 8, BigInt(time), true));
  return FrameTable.parse(bytes.buffer);
}

test('the frame on screen is the last one that has appeared', () => {
  const frames = table(0, 33_366, 66_733, 200_000);

  equal(frames.at(0), 0);
  equal(frames.at(33_365), 0);
  equal(frames.at(33_366), 1);
  equal(frames.at(199_999), 2);
  equal(frames.at(9_000_000), 3);
});

test('stepping follows the table, however uneven, and stays within the clip', () => {
  const frames = table(0, 33_366, 66_733, 200_000);

  equal(frames.away(70_000, 1), 3);
  equal(frames.away(70_000, -1), 1);
  equal(frames.away(0, -1), 0);
  equal(frames.away(250_000, 5), 3);
});

test('a step aims at the middle of a frame so that rounding cannot show its neighbour', () => {
  const frames = table(0, 40_000, 80_000);

  equal(frames.middle(1), 60_000);
  equal(frames.at(frames.middle(2)), 2);
});

test('stepping forth and back through uneven frames visits each one once', () => {
  const times = [0];
  for (let i = 1; i < 200; i++) {
    times.push((times[i - 1] ?? 0) + 10_000 + ((i * 7_919) % 50_000));
  }
  const frames = table(...times);

  const visited = [0];
  for (let i = 1; i < frames.count; i++) {
    visited.push(frames.away(frames.middle(visited[i - 1] ?? 0), 1));
  }
  deepEqual(visited, times.map((_, i) => i));
});

test('half a frame table is refused', () => {
  throws(() => FrameTable.parse(new ArrayBuffer(12)), /multiple of 8/);
});

test('time reads as minutes, seconds and hundredths', () => {
  equal(clock(0), '0:00.00');
  equal(clock(3_489_999), '0:03.48');
  equal(clock(65_920_000), '1:05.92');
  equal(clock(3_723_480_000), '1:02:03.48');
});

test('a waveform has as many bars as asked for, and never more than there are peaks', () => {
  const bars = (peaks: number, wanted: number) =>
    waveformPath(new Int8Array(peaks).fill(64), wanted).split('z').length - 1;

  equal(bars(1_000, 300), 300);
  equal(bars(40, 300), 40);
});

test('a short bang among silence is not averaged away', () => {
  const peaks = new Int8Array(1_000);
  peaks[503] = 127;

  const heights = [...waveformPath(peaks, 100).matchAll(/v([\d.]+)/g)].map((m) => Number(m[1]));
  equal(Math.max(...heights), 1.92);
});
