import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import {
  fill,
  propose,
  structureOf,
  toSend,
  write,
} from '../../../main/frontend/desk/caption-structure.js';
import { isComposing } from '../../../main/frontend/desk/desk-keys.js';

const EMOTIONS = ['sadness', 'anger'];

test('each sentence goes where it looks, the first to the whole, the last to the sum', () => {
  deepEqual(
    propose(
      'She seems tired and low. The inner brows are raised. Her lids droop. ' +
        'The lips are pressed. Her voice breaks. All of it reads as grief.',
      EMOTIONS,
    ),
    {
      GLOBAL: 'She seems tired and low.',
      BROWS: 'The inner brows are raised.',
      EYES: 'Her lids droop.',
      MOUTH: 'The lips are pressed.',
      OTHER: 'Her voice breaks.',
      SUMMARY: 'All of it reads as grief.',
    },
  );
});

test('what is overall an emotion is the sum, even where it names a cue', () => {
  deepEqual(propose('Overall, the pressed mouth tells of anger. The chin is up.', EMOTIONS), {
    SUMMARY: 'Overall, the pressed mouth tells of anger.',
    JAW: 'The chin is up.',
  });
});

test('a name counts as a word and not as a part of one', () => {
  deepEqual(propose('Overall they enjoy it. Overall it is joy.', ['joy']), {
    GLOBAL: 'Overall they enjoy it.',
    SUMMARY: 'Overall it is joy.',
  });
});

test('of two regions in a sentence the one named first has it, and two sentences join', () => {
  deepEqual(propose('The eyes smile with the mouth. The gaze wanders!', EMOTIONS), {
    EYES: 'The eyes smile with the mouth. The gaze wanders!',
  });
  deepEqual(propose('Eyebrows drawn together.', EMOTIONS), { BROWS: 'Eyebrows drawn together.' });
});

test('Chinese sentences are read by their own words', () => {
  deepEqual(propose('她很疲惫。眉头紧锁。眼皮低垂。总的来说是悲伤。', ['悲伤']), {
    GLOBAL: '她很疲惫。',
    BROWS: '眉头紧锁。',
    EYES: '眼皮低垂。',
    SUMMARY: '总的来说是悲伤。',
  });
});

test('a proposal never takes the place of what is written', () => {
  deepEqual(fill({ EYES: 'Wide.' }, { EYES: 'The eyes are wide.', JAW: 'A slack jaw.' }), {
    EYES: 'Wide.',
    JAW: 'A slack jaw.',
  });
});

test('a structure comes back as it was sent, each part in its language', () => {
  const structure = { GLOBAL: ' Low. ', EYES: '眼皮低垂。', NOSE: '  ' };
  const sent = toSend(structure, (text) => (/\p{Script=Han}/u.test(text) ? 'zh' : 'en'));

  deepEqual(sent, [
    { level: 'GLOBAL', region: null, text: 'Low.', language: 'en' },
    { level: 'LOCAL', region: 'EYES', text: '眼皮低垂。', language: 'zh' },
  ]);
  deepEqual(structureOf(sent), { GLOBAL: 'Low.', EYES: '眼皮低垂。' });
  deepEqual(structureOf(null), {});
});

test('words taken out leave no empty place', () => {
  deepEqual(write({ EYES: 'Wide.' }, 'EYES', ''), {});
});

test('a key of an input method at work is no key of the desk', () => {
  equal(isComposing({ isComposing: true, keyCode: 13 }), true);
  equal(isComposing({ isComposing: false, keyCode: 229 }), true, 'as Safari tells its end');
  equal(isComposing({ isComposing: false, keyCode: 13 }), false);
});
