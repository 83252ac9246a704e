import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import {
  beginTake,
  lay,
  put,
  reach,
  resample,
  stick,
  thin,
  valueAt,
  without,
  type Axis,
  type Take,
  type Trace,
  type TraceEvent,
} from '../../../main/frontend/desk/traces.js';

const held = (...values: ReadonlyArray<readonly [Axis, number]>) => new Map(values);

function take(from: number, to: number, ...events: readonly TraceEvent[]): Take {
  const begun = beginTake(from, held(['VALENCE', 0]));
  return reach(events.reduce((so, [at, value]) => put(so, at, 'VALENCE', value), begun), to);
}

const valence = (traces: readonly Trace[]) => traces.find((t) => t.axis === 'VALENCE')?.events ?? [];

test('a take keeps every event at the time the clip had', () => {
  const taken = take(0, 900_000, [100_000, 0.5], [250_000.4, -0.25]);

  deepEqual(valence(lay([], taken)), [[0, 0], [100_000, 0.5], [250_000, -0.25], [900_000, -0.25]]);
});

test('a hand that rests makes no events, and one that trembles at one moment only the last', () => {
  const taken = take(0, 500, [100, 0.5], [200, 0.5], [300, 0.6], [300, 0.7]);

  deepEqual(valence(lay([], taken)), [[0, 0], [100, 0.5], [300, 0.7], [500, 0.7]]);
});

test('values stay within their axis and are as fine as a hand', () => {
  deepEqual(valence(lay([], take(0, 500, [100, 7], [200, 0.123_456]))), [
    [0, 0],
    [100, 1],
    [200, 0.123],
    [500, 0.123],
  ]);
});

test('recording again replaces that stretch only, and the old value holds again after it', () => {
  const before = lay([], take(0, 1_000, [100, 0.1], [300, 0.3], [500, 0.5], [700, 0.7]));

  const after = lay(before, take(250, 600, [400, -1]));

  deepEqual(valence(after), [
    [0, 0],
    [100, 0.1],
    [250, 0],
    [400, -1],
    [600, 0.5],
    [700, 0.7],
    [1_000, 0.7],
  ]);
});

test('recording on from the end of what there is adds nothing of its own', () => {
  const before = lay([], take(0, 500, [100, 0.1]));

  deepEqual(valence(lay(before, take(600, 900, [700, 0.2]))), [
    [0, 0],
    [100, 0.1],
    [500, 0.1],
    [600, 0],
    [700, 0.2],
    [900, 0.2],
  ]);
});

test('recording one axis leaves the other as it was', () => {
  const arousal: Trace = { axis: 'AROUSAL', events: [[0, 0.5]] };

  const both = lay([arousal], take(0, 500, [100, 0.1]));

  deepEqual(both.map((trace) => trace.axis), ['VALENCE', 'AROUSAL']);
  deepEqual(both[1], arousal);
  deepEqual(without(both, 'VALENCE'), [arousal]);
});

test('the last event says how far the recording goes', () => {
  const before = lay([], take(0, 500, [100, 0.1]));

  equal(valence(before).at(-1)?.[0], 500);
  equal(valence(lay(before, take(200, 800, [300, 0.9]))).at(-1)?.[0], 800);
  equal(valence(lay(before, take(200, 400, [300, 0.9]))).at(-1)?.[0], 500);
});

test('a take in which nothing was played changes nothing', () => {
  const before = lay([], take(0, 500, [100, 0.1]));

  equal(lay(before, beginTake(200, held(['VALENCE', 0.9]))), before);
});

test('an event from before the last one is none: the clip went back', () => {
  deepEqual(valence(lay([], take(500, 900, [700, 0.7], [600, 0.1]))), [
    [500, 0],
    [700, 0.7],
    [900, 0.7],
  ]);
});

test('events are always in order of time, whatever is recorded over what', () => {
  let traces: readonly Trace[] = [];
  for (let i = 0; i < 60; i++) {
    const from = (i * 7_919) % 10_000;
    traces = lay(traces, take(from, from + 1_500, [from + 400, (i % 20) / 10 - 1], [from + 900, 0]));
    const times = valence(traces).map(([at]) => at);
    ok(times.every((at, k) => k === 0 || at > (times[k - 1] ?? 0)), `after take ${i}`);
  }
});

test('a value holds until the next event', () => {
  const events: readonly TraceEvent[] = [[100, 0.1], [300, 0.3]];

  equal(valueAt(events, 99), null);
  equal(valueAt(events, 100), 0.1);
  equal(valueAt(events, 299), 0.1);
  equal(valueAt(events, 9_999), 0.3);
  deepEqual(resample(events, 0, 400, 5), [null, 0.1, 0.1, 0.3, 0.3]);
});

test('a trace with too many events loses its smallest steps and keeps its leaps', () => {
  const many = Array.from({ length: 1_000 }, (_, i): TraceEvent => [i, i === 500 ? 1 : i / 1e4]);

  const fewer = thin(many, 100);

  equal(fewer.length, 100);
  deepEqual([fewer[0], fewer.at(-1)], [many[0], many.at(-1)]);
  ok(fewer.some(([, value]) => value === 1));
});

test('a stick at rest is zero and one pushed fully is one', () => {
  equal(stick(0.08), 0);
  equal(stick(-1), -1);
  ok(stick(0.5) > 0.4 && stick(0.5) < 0.5);
});
