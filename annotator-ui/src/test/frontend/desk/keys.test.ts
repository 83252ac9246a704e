import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { Keymap, repeats, type KeyPress } from '../../../main/frontend/desk/keys.js';

const ANGER = { id: 'anger', name: 'anger', key: 'A' };
const FEAR = { id: 'fear', name: 'fear', key: 'F' };

function pressed(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    code: '',
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    isComposing: false,
    ...more,
  };
}

const press = (label: string) => ({ kind: 'act', act: { kind: 'press', label } });
const command = (name: string) => ({ kind: 'command', command: name });

test('a letter adds its label and Shift with the letter rules it out', () => {
  const keys = new Keymap([ANGER, FEAR]);

  deepEqual(keys.read(pressed('a')), press('anger'));
  deepEqual(keys.read(pressed('A', { shiftKey: true })), {
    kind: 'act',
    act: { kind: 'ruleOut', label: 'anger' },
  });
});

test('caps lock rules nothing out', () => {
  deepEqual(new Keymap([ANGER]).read(pressed('A')), press('anger'));
});

test('a layout without Latin letters finds them by their place', () => {
  deepEqual(new Keymap([FEAR]).read(pressed('а', { code: 'KeyF' })), press('fear'));
});

test('a letter typed into an input method is left to it', () => {
  equal(new Keymap([ANGER]).read(pressed('a', { isComposing: true })), null);
});

test('two labels that want one key both get a key', () => {
  const keys = new Keymap([
    { id: 'sadness', name: 'sadness', key: 'S' },
    { id: 'surprise', name: 'surprise', key: 'S' },
  ]);

  equal(keys.ofLabel('sadness'), 'S');
  equal(keys.ofLabel('surprise'), 'U');
});

test('cannot tell moves away from a key that a label has', () => {
  equal(new Keymap([ANGER]).ofMeaning('CANNOT_TELL'), 'X');
  equal(
    new Keymap([{ id: 'anxiety', name: 'anxiety', key: 'X' }]).ofMeaning('CANNOT_TELL'),
    'Z',
  );
});

test('a label that claims a digit takes it from the desk', () => {
  const keys = new Keymap([{ id: 'calm', name: 'calm', key: '1' }]);

  deepEqual(keys.read(pressed('1', { code: 'Digit1' })), press('calm'));
  equal(keys.ofCertainty('UNSURE'), null);
});

test('digits answer by their place, so that a French keyboard needs no Shift', () => {
  deepEqual(new Keymap([ANGER]).read(pressed('&', { code: 'Digit1' })), {
    kind: 'act',
    act: { kind: 'sure', certainty: 'UNSURE' },
  });
});

test('arrows step frames and with Shift seconds', () => {
  const keys = new Keymap([ANGER]);

  deepEqual(keys.read(pressed('ArrowLeft')), command('frameBack'));
  deepEqual(keys.read(pressed('ArrowLeft', { shiftKey: true })), command('secondBack'));
});

test('the control key submits, undoes and redoes, and leaves the browser its own', () => {
  const keys = new Keymap([ANGER]);

  deepEqual(keys.read(pressed('Enter', { ctrlKey: true })), command('submit'));
  deepEqual(keys.read(pressed('z', { metaKey: true })), command('undo'));
  deepEqual(keys.read(pressed('Z', { ctrlKey: true, shiftKey: true })), command('redo'));
  equal(keys.read(pressed('a', { ctrlKey: true })), null);
  equal(keys.read(pressed('f', { altKey: true })), null);
});

test('every letter can be a label without losing submit or play', () => {
  const labels = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((l) => ({ id: l, name: l, key: l }));
  const keys = new Keymap(labels);

  deepEqual(keys.read(pressed('x')), press('X'));
  equal(keys.ofMeaning('CANNOT_TELL'), '`');
  deepEqual(keys.read(pressed('Enter')), command('submit'));
  deepEqual(keys.read(pressed(' ')), command('playPause'));
});

test('no two commands share a key, and each has one', () => {
  const keys = new Keymap([]);
  const signs = ['(', ')', '[', ']', '{', '}', '<', '>', ';', ':', '+', '_', '=', '#', '-', ',', '.'];

  const named = signs.map((sign) => keys.read(pressed(sign)));

  equal(new Set(named.map((stroke) => JSON.stringify(stroke))).size, signs.length);
  equal(named.includes(null), false);
});

test('parts are drawn, moved and left by signs, which no letter of a label can take', () => {
  const labels = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((l) => ({ id: l, name: l, key: l }));
  const keys = new Keymap(labels);

  deepEqual(keys.read(pressed('(', { shiftKey: true, code: 'Digit9' })), command('partStart'));
  deepEqual(keys.read(pressed('<', { shiftKey: true, code: 'Comma' })), command('edgeBack'));
  deepEqual(keys.read(pressed(' ', { shiftKey: true })), command('partPlay'));
  deepEqual(keys.read(pressed('Escape')), command('wholeClip'));
});

test('brackets behind Alt or AltGr are brackets, and Alt with a letter is the browser’s', () => {
  const keys = new Keymap([FEAR]);

  deepEqual(keys.read(pressed('[', { altKey: true })), command('edgePrevious'));
  deepEqual(keys.read(pressed(']', { altKey: true, ctrlKey: true })), command('edgeNext'));
  equal(keys.read(pressed('f', { altKey: true, ctrlKey: true })), null);
});

test('only keys that step go on while they are held down', () => {
  const keys = new Keymap([ANGER]);
  const held = (key: string) => repeats(keys.read(pressed(key))!);

  deepEqual(['ArrowLeft', '>', '+', 'a', '(', 'Delete'].map(held), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('a key of one’s own goes before the scheme’s, and the label that had it finds another', () => {
  const keys = new Keymap([ANGER, FEAR], { fear: 'A' });

  equal(keys.ofLabel('fear'), 'A');
  equal(keys.ofLabel('anger'), 'N');
});

test('the key that shows a veiled clip is a sign, and the digit below it stays an answer', () => {
  const keys = new Keymap([ANGER]);

  deepEqual(keys.read(pressed('!', { code: 'Digit1', shiftKey: true })), command('unveil'));
  deepEqual(keys.read(pressed('1', { code: 'Digit1' })), {
    kind: 'act',
    act: { kind: 'sure', certainty: 'UNSURE' },
  });
});
