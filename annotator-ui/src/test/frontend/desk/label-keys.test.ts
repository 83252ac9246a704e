import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { Keymap, type KeyPress } from '../../../main/frontend/desk/keys.js';
import { keepOwnKeys, ownKeys, wishFor } from '../../../main/frontend/desk/label-keys.js';

const LABELS = [
  { id: 'anger', name: 'anger', key: 'A' },
  { id: 'fear', name: 'fear', key: 'F' },
];

function pressed(key: string, more: Partial<KeyPress> = {}): KeyPress {
  const none = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
  return { key, code: '', isComposing: false, ...none, ...more };
}

test('a free key is given and comes back after a reload, to its own scheme only', () => {
  const values = new Map<string, string>();
  const shelf = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
  const wish = wishFor(new Keymap(LABELS), 'fear', pressed('j'));

  deepEqual(wish, { kind: 'given', own: { fear: 'J' } });
  keepOwnKeys(shelf, 'ekman7', { fear: 'J' });
  equal(new Keymap(LABELS, ownKeys(shelf, 'ekman7')).ofLabel('fear'), 'J');
  deepEqual(ownKeys(shelf, 'mer6'), {});
});

test('a key that another label has is told, not taken', () => {
  deepEqual(wishFor(new Keymap(LABELS), 'fear', pressed('a')), {
    kind: 'taken',
    key: 'A',
    by: { kind: 'act', act: { kind: 'press', label: 'anger' } },
  });
});

test('a key the desk needs is told, not taken', () => {
  deepEqual(wishFor(new Keymap(LABELS), 'fear', pressed('[')), {
    kind: 'taken',
    key: '[',
    by: { kind: 'command', command: 'edgePrevious' },
  });
});

test('a label may have its own key again', () => {
  equal(wishFor(new Keymap(LABELS), 'fear', pressed('f')).kind, 'given');
});

test('a key that leaves, submits or plays cannot be a label', () => {
  const keymap = new Keymap(LABELS);
  for (const key of ['Enter', 'Tab', 'Escape', ' ', 'F5', 'ArrowLeft']) {
    equal(wishFor(keymap, 'fear', pressed(key)).kind, 'unfit', key);
  }
  equal(wishFor(keymap, 'fear', pressed('j', { ctrlKey: true })).kind, 'unfit');
});

test('a value that is not ours is no keys and no fault', () => {
  const shelf = (value: string) => ({ getItem: () => value, setItem: () => {} });

  deepEqual(ownKeys(shelf('not json'), 'ekman7'), {});
  deepEqual(ownKeys(shelf('null'), 'ekman7'), {});
  deepEqual(ownKeys(shelf('{"fear":7}'), 'ekman7'), {});
});
