import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { NOTHING_YET, apply } from '../../../main/frontend/desk/answer.js';
import type { Label } from '../../../main/frontend/desk/api.js';
import { candidateOf, withWords, wordOf, type Sense } from '../../../main/frontend/desk/own-words.js';
import { Server, Shelf, handout, opened, settle } from './a-desk.js';

const ANGER: Label = {
  id: 'anger',
  name: 'Anger',
  definition: '',
  colour: '#c0392b',
  key: 'A',
  glyph: '▲',
};

test('a word is one whatever its case and blanks, and parts nothing', () => {
  equal(candidateOf('  At   Ease '), '~at ease');
  equal(candidateOf("it's|a,\u0007word"), '~it s a word');
  equal(candidateOf(' ~ '), null);
  equal(candidateOf('x'.repeat(99))?.length, 61);
  equal(wordOf('~at ease'), 'at ease');
  equal(wordOf('anger'), null);
});

test('a word looks like the label it stands for, and says so', () => {
  const senses = new Map<string, Sense>([
    ['jealous', { word: 'jealous', label: 'anger', chain: ['envious'] }],
  ]);
  const told = (label: string | null, chain: readonly string[]) => `${label} by ${chain.join()}`;

  const shown = withWords([ANGER], ['~jealous', 'anger', '~eerie'], senses, told);

  deepEqual(
    shown.map((label) => [label.id, label.name, label.colour]),
    [
      ['anger', 'Anger', '#c0392b'],
      ['~jealous', 'jealous → Anger', '#c0392b'],
      ['~eerie', 'eerie', '#8a8f98'],
    ],
  );
  equal(shown[1]?.definition, 'Anger by envious');
  equal(withWords([ANGER], ['anger'], senses, told)[0], ANGER);
});

test('a word is taken away, never ruled out', () => {
  const held = apply(NOTHING_YET, { kind: 'press', label: '~jealous' });

  deepEqual(apply(held, { kind: 'ruleOut', label: '~jealous' }), NOTHING_YET);
});

test('a word is held like a label, sent as it was said, and asked about once', async () => {
  const server = new Server(handout('1'), handout('2'));
  server.standsFor = 'anger';
  const session = await opened(server, new Shelf());

  session.say('Jealous ');
  session.say('jealous');
  session.seekSenses();
  session.seekSenses();
  await settle();

  deepEqual(session.answer.candidates, ['~jealous']);
  deepEqual(server.sought, ['jealous']);
  equal(session.senses.get('jealous')?.label, 'anger');
  session.submit();
  await settle();
  deepEqual(server.arrived[0]?.body['candidates'], ['~jealous']);
});
