import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clip, ContextLine } from '../../../main/frontend/desk/api.ts';
import { colourOf, turnLines } from '../../../main/frontend/desk/turn-lines.ts';

const ADA = { name: 'Ada', number: 0, letters: 'A' };
const BEN = { name: 'Ben', number: 7, letters: 'B' };

const BEFORE: ContextLine = {
  speaker: 'Ben', sign: BEN, text: 'And you knew?', position: 'before',
  modality: 'AUDIO', mediaUrl: '/media/4', posterUrl: null, distressing: false,
};
const AFTER: ContextLine = {
  speaker: 'Ben', sign: BEN, text: '', position: 'after',
  modality: 'VIDEO', mediaUrl: '/media/6', posterUrl: '/media/6/poster', distressing: false,
};

function clip(more: Partial<Clip>): Clip {
  return { id: '5', modality: 'VIDEO', text: 'I had no choice.', speaker: ADA, context: [AFTER, BEFORE], ...more } as Clip;
}

test('what is said in the clip stands between the turns before and after it', () => {
  const lines = turnLines(clip({}));
  assert.deepEqual(lines.map((line) => line.place), ['before', 'here', 'after']);
  assert.deepEqual(lines.map((line) => line.sign?.letters), ['B', 'A', 'B']);
  assert.equal(lines[1]?.plays, null); // it is in the player
});

test('a turn plays by its picture or by its sound alone', () => {
  const [before, , after] = turnLines(clip({}));
  assert.deepEqual(before?.plays, { url: '/media/4', poster: null, seen: false });
  assert.deepEqual(after?.plays, { url: '/media/6', poster: '/media/6/poster', seen: true });
});

test('a picture has nothing to play', () => {
  const [picture] = turnLines(clip({ context: [{ ...BEFORE, modality: 'IMAGE' }] }));
  assert.equal(picture?.plays, null);
});

test('a text is not said twice, but its speaker stands among the others', () => {
  const lines = turnLines(clip({ modality: 'TEXT' }));
  assert.equal(lines[1]?.text, '');
  assert.equal(lines[1]?.sign, ADA);
});

test('a text that stands alone has no lines', () => {
  assert.deepEqual(turnLines(clip({ modality: 'TEXT', speaker: null, context: [] })), []);
});

test('a turn that is hard to bear says so and has nothing to play', () => {
  const hard = turnLines(clip({ context: [{ ...BEFORE, mediaUrl: null, distressing: true }] }))[0];
  assert.equal(hard?.distressing, true);
  assert.equal(hard?.plays, null);
});

test('an older server tells words and names alone', () => {
  const [line] = turnLines(clip({ context: [{ speaker: 'Ben', text: 'Well.', position: 'before' }] }));
  assert.equal(line?.sign?.name, 'Ben');
  assert.equal(line?.plays, null);
});

test('more speakers than colours share them', () => {
  assert.equal(colourOf(ADA), 0);
  assert.equal(colourOf(BEN), 1);
});
