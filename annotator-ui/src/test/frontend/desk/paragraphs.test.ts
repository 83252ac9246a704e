import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksOf } from '../../../main/frontend/desk/paragraphs.ts';

const plain = (text: string) => ({ look: 'plain', text });

test('empty lines part paragraphs, single line ends do not', () => {
  assert.deepEqual(blocksOf('Look at\nthe face.\n\n\nListen.\n'), [
    { kind: 'paragraph', lines: [[plain('Look at the face.')]] },
    { kind: 'paragraph', lines: [[plain('Listen.')]] },
  ]);
});

test('emphasis is kept in its place', () => {
  assert.deepEqual(blocksOf('Say what is **possible**, *all* of it, by `Enter`.'), [
    {
      kind: 'paragraph',
      lines: [
        [
          plain('Say what is '),
          { look: 'strong', text: 'possible' },
          plain(', '),
          { look: 'em', text: 'all' },
          plain(' of it, by '),
          { look: 'code', text: 'Enter' },
          plain('.'),
        ],
      ],
    },
  ]);
});

test('a heading needs no empty line after it, and lists keep their items', () => {
  assert.deepEqual(blocksOf('# How\nSlowly.\n\n- eyes\n- mouth\n\n1. look\n2. say'), [
    { kind: 'heading', lines: [[plain('How')]] },
    { kind: 'paragraph', lines: [[plain('Slowly.')]] },
    { kind: 'bullets', lines: [[plain('eyes')], [plain('mouth')]] },
    { kind: 'steps', lines: [[plain('look')], [plain('say')]] },
  ]);
});

test('what is no Markdown of ours stays as it was written', () => {
  assert.deepEqual(blocksOf('2 * 3 * 4 <b>bold</b> [x](y)'), [
    { kind: 'paragraph', lines: [[plain('2 * 3 * 4 <b>bold</b> [x](y)')]] },
  ]);
});

test('new lines are marked where they stand', () => {
  const text = '# How\nLook\ntwice.\n\n- eyes\n- mouth\n\nListen.';

  const marked = blocksOf(text, [2, 5]).map(({ kind, fresh }) => [kind, fresh ?? []]);

  assert.deepEqual(marked, [
    ['heading', []],
    ['paragraph', [0]],
    ['bullets', [1]],
    ['paragraph', []],
  ]);
});
