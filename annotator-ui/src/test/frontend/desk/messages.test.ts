import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { captionLanguage, messagesFor } from '../../../main/frontend/desk/messages.js';

test('English and Chinese say the same things', () => {
  deepEqual(Object.keys(messagesFor('zh')).sort(), Object.keys(messagesFor('en')).sort());
});

test('a region does not hide a language, and an unknown language reads English', () => {
  equal(messagesFor('zh-CN').submit, '提交');
  equal(messagesFor('sw').submit, 'Submit');
});

test('a caption in Han letters is Chinese and one in Latin letters is not, whatever the corpus', () => {
  equal(captionLanguage('她的笑容慢慢消失', 'en'), 'zh');
  equal(captionLanguage('Her smile fades', 'zh'), 'en');
  equal(captionLanguage('Ihr Lächeln schwindet', 'de'), 'de');
  equal(captionLanguage('', 'zh'), 'zh');
});
