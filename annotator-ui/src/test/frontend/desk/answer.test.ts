import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import {
  NOTHING_YET,
  apply,
  begin,
  isComplete,
  isUntouched,
  placeOf,
  redo,
  take,
  undo,
  type Act,
  type Answer,
} from '../../../main/frontend/desk/answer.js';

const press = (label: string): Act => ({ kind: 'press', label });
const ruleOut = (label: string): Act => ({ kind: 'ruleOut', label });
const CANNOT_TELL: Act = { kind: 'mean', meaning: 'CANNOT_TELL' };

function after(...acts: readonly Act[]): Answer {
  return acts.reduce(apply, NOTHING_YET);
}

test('a letter adds a label behind those already chosen', () => {
  const answer = after(press('anger'), press('disgust'));

  deepEqual(answer.candidates, ['anger', 'disgust']);
  deepEqual(placeOf(answer, 'anger'), { kind: 'candidate', rank: 1 });
  deepEqual(placeOf(answer, 'disgust'), { kind: 'candidate', rank: 2 });
  deepEqual(placeOf(answer, 'fear'), { kind: 'open' });
});

test('the same letter again removes the label and the others move up', () => {
  const answer = after(press('anger'), press('disgust'), press('anger'));

  deepEqual(answer.candidates, ['disgust']);
  deepEqual(placeOf(answer, 'disgust'), { kind: 'candidate', rank: 1 });
});

test('a label ruled out is no candidate, and a candidate is not ruled out', () => {
  const ruledOut = after(press('anger'), ruleOut('anger'));
  deepEqual(ruledOut.candidates, []);
  deepEqual(placeOf(ruledOut, 'anger'), { kind: 'excluded' });

  const chosen = apply(ruledOut, press('anger'));
  deepEqual(chosen.candidates, ['anger']);
  deepEqual(chosen.excluded, []);
});

test('ruling out twice takes it back', () => {
  deepEqual(after(ruleOut('fear'), ruleOut('fear')), NOTHING_YET);
});

test('cannot tell lets go of the candidates and keeps what was ruled out', () => {
  const answer = after(press('anger'), ruleOut('fear'), CANNOT_TELL);

  equal(answer.meaning, 'CANNOT_TELL');
  deepEqual(answer.candidates, []);
  deepEqual(answer.excluded, ['fear']);
});

test('a label chosen after cannot tell is a choice again', () => {
  const answer = after(CANNOT_TELL, press('sadness'));

  equal(answer.meaning, 'ONE_OF');
  deepEqual(answer.candidates, ['sadness']);
});

test('cannot tell twice is an open question again', () => {
  deepEqual(after(CANNOT_TELL, CANNOT_TELL), NOTHING_YET);
});

test('a blend stays a blend while labels come and go', () => {
  const answer = after(press('anger'), { kind: 'mean', meaning: 'ALL_OF' }, press('sadness'));

  equal(answer.meaning, 'ALL_OF');
  deepEqual(answer.candidates, ['anger', 'sadness']);
});

test('a certainty word or an intensity pressed twice is taken back', () => {
  const sure: Act = { kind: 'sure', certainty: 'FAIRLY' };
  const strong: Act = { kind: 'strong', intensity: 0.75 };

  equal(after(sure).certainty, 'FAIRLY');
  equal(after(sure, sure).certainty, null);
  equal(after(strong).intensity, 0.75);
  equal(after(strong, strong).intensity, null);
});

test('an answer is complete with a candidate or a plain cannot tell, and not before', () => {
  equal(isComplete(NOTHING_YET), false);
  equal(isComplete(after(ruleOut('fear'))), false);
  equal(isComplete(after(press('fear'))), true);
  equal(isComplete(after(CANNOT_TELL)), true);
  equal(isUntouched(NOTHING_YET), true);
  equal(isUntouched(after(ruleOut('fear'))), false);
});

test('undo walks back through every act and redo walks forth again', () => {
  const start = begin(NOTHING_YET);
  const end = [press('anger'), ruleOut('fear'), CANNOT_TELL].reduce(take, start);

  const back = undo(undo(undo(end)));
  deepEqual(back.now, NOTHING_YET);
  deepEqual(undo(back), back);

  const forth = redo(redo(redo(back)));
  deepEqual(forth.now, end.now);
  deepEqual(redo(forth), forth);
});

test('an act after an undo forgets what could have been redone', () => {
  const steps = take(undo(take(begin(NOTHING_YET), press('anger'))), press('fear'));

  deepEqual(steps.after, []);
  deepEqual(steps.now.candidates, ['fear']);
});

test('a label moved to a rank pushes the others behind it', () => {
  const three = [press('anger'), press('disgust'), press('fear')].reduce(apply, NOTHING_YET);
  const moved = (label: string, rank: number) => apply(three, { kind: 'rank', label, rank }).candidates;

  deepEqual(moved('fear', 1), ['fear', 'anger', 'disgust']);
  deepEqual(moved('anger', 3), ['disgust', 'fear', 'anger']);
  deepEqual(moved('disgust', 2), ['anger', 'disgust', 'fear']);
});

test('a label that was ruled out and is given a rank is a candidate', () => {
  const answer = apply(after(ruleOut('fear')), { kind: 'rank', label: 'fear', rank: 1 });

  deepEqual([answer.candidates, answer.excluded], [['fear'], []]);
});
