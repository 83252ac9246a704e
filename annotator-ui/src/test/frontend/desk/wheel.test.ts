import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { NOTHING_YET, apply, pointedAt } from '../../../main/frontend/desk/answer.js';
import type { Label } from '../../../main/frontend/desk/api.js';
import { Keymap } from '../../../main/frontend/desk/keys.js';
import { beside, hasDirections, middle, sectors } from '../../../main/frontend/desk/wheel.js';

function label(id: string, valence?: number, arousal?: number): Label {
  const known = valence === undefined || arousal === undefined ? {} : { valence, arousal };
  return { id, name: id, definition: '', colour: '#888888', key: id[0] ?? null, glyph: '', ...known };
}

const FIVE = [
  label('joy', 0.76, 0.48),
  label('neutral', 0, 0),
  label('sadness', -0.63, -0.27),
  label('fear', -0.64, 0.6),
  label('calm', 0.55, -0.4),
];

const ids = (labels: readonly Label[]) => sectors(labels).map((sector) => sector.label.id);

test('every label has one sector, all of one width, and together they are the wheel', () => {
  const all = sectors(FIVE);

  deepEqual(ids(FIVE).toSorted(), FIVE.map((l) => l.id).toSorted());
  all.forEach(({ from, to }, i) => {
    ok(Math.abs(to - from - 0.2) < 1e-9);
    equal(all[i + 1]?.from ?? to, to);
  });
});

test('near emotions lie beside each other and each near its own direction', () => {
  deepEqual(ids(FIVE).slice(ids(FIVE).indexOf('joy')).concat(ids(FIVE)).slice(0, 5), [
    'joy',
    'fear',
    'sadness',
    'neutral',
    'calm',
  ]);
  const place = (id: string) => middle(sectors(FIVE).find((s) => s.label.id === id)!, 100);
  ok(place('joy')[0] > 0 && place('joy')[1] < 0, 'pleasant is right, aroused is up');
  ok(place('sadness')[0] < 0 && place('sadness')[1] > 0);
  ok(place('neutral')[1] > 50, 'what has no direction lies at the foot');
});

test('labels that the scheme does not place lie in its own order from the top', () => {
  const labels = [label('a'), label('b'), label('c'), label('d')];

  equal(hasDirections(labels), false);
  deepEqual(ids(labels), ['a', 'b', 'c', 'd']);
  const [x, y] = middle(sectors(labels)[0]!, 100);
  ok(x > 0 && y < 0, 'the first one right of twelve o’clock');
});

test('walking around the wheel comes back to where it began, both ways', () => {
  const all = sectors(FIVE);
  for (const way of [1, -1] as const) {
    let at = 'joy';
    const seen = new Set<string>();
    for (let i = 0; i < 5; i++) {
      seen.add(at);
      at = beside(all, at, way);
    }
    equal(at, 'joy');
    equal(seen.size, 5);
  }
});

test('a vote made on the wheel is the vote made by keys', () => {
  const keys = new Keymap(FIVE);
  const typed = (key: string, shiftKey: boolean) => {
    const stroke = keys.read({
      key,
      code: '',
      shiftKey,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      isComposing: false,
    });
    return stroke?.kind === 'act' ? stroke.act : null;
  };
  const gestures: ReadonlyArray<readonly [id: string, shifted: boolean]> = [
    ['joy', false],
    ['fear', false],
    ['sadness', true],
    ['joy', false],
    ['fear', true],
    ['calm', false],
  ];

  const wheel = gestures.map(([id, shifted]) => pointedAt(id, shifted)).reduce(apply, NOTHING_YET);
  const board = gestures.map(([id, shifted]) => typed(id[0]!, shifted)!).reduce(apply, NOTHING_YET);

  deepEqual(wheel, board);
  deepEqual(wheel.candidates, ['calm']);
  deepEqual(wheel.excluded, ['sadness', 'fear']);
});
