import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { colouring, type Point } from '../../../main/frontend/map/colouring.js';

const LABELS = [
  { id: 'anger', name: 'Anger', colour: '#dd4411' },
  { id: 'fear', name: 'Fear', colour: '#7755cc' },
];

const WORDS = {
  unlabelled: 'nobody has said',
  unknown: { disagreement: 'one voter or none', noise: 'no run yet' },
  bands: { disagreement: ['agree', 'few', 'some', 'most'], noise: ['low', 'some', 'more', 'high'] },
};

function point(label: string | null, disagreement: number | null, noise: number | null): Point {
  return { clip: 1, name: 'one', x: 0, y: 0, label, decided: false, disagreement, noise };
}

test('each label has its colour and a shape of its own; what is in no scheme has its word', () => {
  const points = [point('fear', null, null), point(null, null, null), point('rage', null, null)];
  const { groups, of } = colouring(points, 'label', LABELS, WORDS);

  deepEqual([...of].map((g) => groups[g]?.name), ['Fear', 'nobody has said', 'rage']);
  equal(groups[of[0] ?? 0]?.colour, '#7755cc');
  equal(new Set(groups.map((g) => g.shape)).size, groups.length);
});

test('shares fall into bands, and what nobody knows into none of them', () => {
  const points = [0, 0.1, 0.25, 0.5, 1, null].map((share) => point(null, share, share));

  const apart = colouring(points, 'disagreement', LABELS, WORDS);
  deepEqual(
    [...apart.of].map((g) => apart.groups[g]?.name),
    ['agree', 'few', 'some', 'most', 'most', 'one voter or none'],
  );
  const noisy = colouring(points, 'noise', LABELS, WORDS);
  deepEqual(
    [...noisy.of].map((g) => noisy.groups[g]?.name),
    ['low', 'low', 'some', 'more', 'high', 'no run yet'],
  );
});
