import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { NOTHING_YET, type Answer } from '../../../main/frontend/desk/answer.js';
import { draftOf, Drafts } from '../../../main/frontend/desk/drafts.js';

class Shelf {
  readonly values = new Map<string, string>();

  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }
}

const answer: Answer = { ...NOTHING_YET, candidates: ['anger'] };
const draft = { answer, caption: 'a tight smile' };

test('a draft comes back after a reload, to its own voter, corpus and clip only', () => {
  const shelf = new Shelf();
  new Drafts(shelf, 'ada', 'talk').keep('clip-1', draft);

  deepEqual(new Drafts(shelf, 'ada', 'talk').of('clip-1'), draft);
  equal(new Drafts(shelf, 'ada', 'talk').of('clip-2'), null);
  equal(new Drafts(shelf, 'ben', 'talk').of('clip-1'), null);
  equal(new Drafts(shelf, 'ada', 'film').of('clip-1'), null);
});

test('what is begun of who listens is no draft of the clip itself', () => {
  equal(draftOf({ id: 'clip-1' }), 'clip-1');
  equal(draftOf({ id: 'clip-1', cue: 'ALL' }), 'clip-1');
  equal(draftOf({ id: 'clip-1', cue: 'LISTENER' }), 'clip-1:LISTENER');
});

test('a submitted draft is forgotten', () => {
  const drafts = new Drafts(new Shelf(), 'ada', 'talk');
  drafts.keep('clip-1', draft);
  drafts.forget('clip-1');

  equal(drafts.of('clip-1'), null);
});

test('only the newest drafts are kept', () => {
  const drafts = new Drafts(new Shelf(), 'ada', 'talk');
  for (let i = 0; i < 25; i++) {
    drafts.keep(`clip-${i}`, draft);
  }

  equal(drafts.of('clip-4'), null);
  deepEqual(drafts.of('clip-5'), draft);
  deepEqual(drafts.of('clip-24'), draft);
});

test('a value that is not ours is no draft and no fault', () => {
  const shelf = new Shelf();
  shelf.setItem('undertone-drafts:ada:talk', 'not json');

  equal(new Drafts(shelf, 'ada', 'talk').of('clip-1'), null);
});
