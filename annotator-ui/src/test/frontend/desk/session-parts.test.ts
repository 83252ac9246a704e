import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { Grid } from '../../../main/frontend/desk/grid.js';
import { draw } from '../../../main/frontend/desk/segments.js';
import type { Session } from '../../../main/frontend/desk/session.js';
import { NO_WORK } from '../../../main/frontend/desk/work.js';
import { Server, Shelf, handout, opened, settle } from './a-desk.js';

const GRID = new Grid(10_000_000, null);

function drawn(session: Session, id: string, from: number, to: number): void {
  session.arrange(draw(session.steps.now.segments, GRID, id, from, to), [id]);
}

test('while a part is selected it is answered for, and the whole clip is left alone', async () => {
  const session = await opened(new Server(handout('1')));
  session.act({ kind: 'press', label: 'anger' });
  drawn(session, 'a', 1_000_000, 2_000_000);

  session.act({ kind: 'press', label: 'fear' });
  session.write('her voice breaks');

  deepEqual(session.answer.candidates, ['fear']);
  equal(session.words, 'her voice breaks');
  session.arrange(session.steps.now.segments, []);
  deepEqual(session.answer.candidates, ['anger']);
  equal(session.words, '');
});

test('parts are undone and redone in one row with the answer, and words written at once are one step', async () => {
  const session = await opened(new Server(handout('1')));
  session.act({ kind: 'press', label: 'anger' });
  drawn(session, 'a', 1_000_000, 2_000_000);
  ['a', 'a ', 'a s', 'a sigh'].forEach((words) => session.write(words));
  session.act({ kind: 'press', label: 'fear' });

  session.undo();
  deepEqual(session.part?.candidates, []);
  equal(session.words, 'a sigh');
  session.undo();
  equal(session.words, '');
  equal(session.part?.id, 'a');
  session.undo();
  equal(session.part, null, 'a part that is gone is not answered for');
  session.undo();
  deepEqual(session.answer.candidates, []);

  for (let i = 0; i < 4; i++) {
    session.redo();
  }
  deepEqual(session.steps.now.segments[0]?.candidates, ['fear']);
  equal(session.steps.now.segments[0]?.caption?.text, 'a sigh');
});

test('a traced stretch is a step as well', async () => {
  const session = await opened(new Server(handout('1')));
  session.trace([{ axis: 'VALENCE', events: [[0, 0.5]] }]);

  session.undo();
  deepEqual(session.steps.now.traces, []);
  session.redo();
  deepEqual(session.steps.now.traces, [{ axis: 'VALENCE', events: [[0, 0.5]] }]);
});

test('a vote carries its parts and traces, and one without them has no such fields', async () => {
  const server = new Server(handout('1'), handout('2'));
  const session = await opened(server);
  session.act({ kind: 'press', label: 'anger' });
  drawn(session, 'a', 1_000_000, 2_000_000);
  session.write('  a sigh ');
  session.trace([{ axis: 'AROUSAL', events: [[0, -1]] }]);
  equal(session.submit(), true);
  session.act({ kind: 'press', label: 'fear' });
  session.submit();

  await settle();
  const [with_, without] = server.arrived;
  deepEqual(with_?.body['segments'], [
    {
      id: 'a',
      startMicros: 1_000_000,
      endMicros: 2_000_000,
      meaning: 'ONE_OF',
      candidates: [],
      excluded: [],
      certainty: null,
      intensity: null,
      caption: { text: 'a sigh', language: 'en' },
    },
  ]);
  deepEqual(with_?.body['traces'], [{ axis: 'AROUSAL', events: [[0, -1]] }]);
  deepEqual(['segments' in without!.body, 'traces' in without!.body], [false, false]);
});

test('a rating goes with the vote; pulled on and on it is one step, and it can be taken back', async () => {
  const server = new Server(handout('1'), handout('2'));
  const session = await opened(server);
  session.act({ kind: 'press', label: 'anger' });
  session.rate({ valence: 0.1, arousal: 0 });
  session.rate({ valence: 0.2, arousal: 0.4 });
  session.rate({ valence: 0.2, arousal: 0.4 });
  session.undo();
  equal(session.steps.now.valence, null);
  deepEqual(session.answer.candidates, ['anger'], 'only the rating is taken back');
  session.redo();
  equal(session.submit(), true);
  session.act({ kind: 'press', label: 'fear' });
  session.rate({ valence: 0.5, arousal: -1 });
  session.rate({ valence: null, arousal: null });
  session.undo();
  equal(session.steps.now.valence, 0.5, 'what was taken back can be had again');
  session.redo();
  session.submit();

  await settle();
  const [rated, unrated] = server.arrived;
  deepEqual([rated?.body['valence'], rated?.body['arousal']], [0.2, 0.4]);
  deepEqual(['valence' in unrated!.body, 'arousal' in unrated!.body], [false, false]);
});

test('a part that says nothing is shown instead of being sent or dropped', async () => {
  const server = new Server(handout('1'));
  const session = await opened(server);
  drawn(session, 'a', 1_000_000, 2_000_000);
  session.arrange(session.steps.now.segments, []);
  session.act({ kind: 'press', label: 'anger' });

  equal(session.submit(), false);

  equal(session.part?.id, 'a');
  equal(session.wanting, true);
  session.act({ kind: 'press', label: 'fear' });
  equal(session.submit(), true);
});

test('a whole clip that says nothing is asked for before its parts', async () => {
  const session = await opened(new Server(handout('1')));
  drawn(session, 'a', 1_000_000, 2_000_000);

  equal(session.submit(), false);

  equal(session.part, null);
  equal(session.wanting, true);
});

test('parts and traces come back after a reload', async () => {
  const shelf = new Shelf();
  const before = await opened(new Server(handout('1')), shelf);
  drawn(before, 'a', 1_000_000, 2_000_000);
  before.trace([{ axis: 'VALENCE', events: [[0, 0.5]] }]);

  const after = await opened(new Server(handout('1')), shelf);

  deepEqual(after.steps.now, before.steps.now);
});

test('a draft from before there were parts is a draft without parts', async () => {
  const shelf = new Shelf();
  const answer = { meaning: 'ONE_OF', candidates: ['anger'], excluded: [], certainty: null, intensity: null };
  shelf.setItem('undertone-drafts:ada:talk', JSON.stringify([['1', { answer, caption: 'x' }]]));

  const session = await opened(new Server(handout('1')), shelf);

  deepEqual(session.steps.now, { ...NO_WORK, ...answer });
});

test('back lays the clip on the desk with the parts it was sent with', async () => {
  const session = await opened(new Server(handout('1'), handout('2')));
  session.act({ kind: 'press', label: 'anger' });
  drawn(session, 'a', 1_000_000, 2_000_000);
  session.act({ kind: 'press', label: 'fear' });
  const sent = session.steps.now;
  session.submit();
  deepEqual(session.selection, []);

  session.back();

  deepEqual(session.steps.now, sent);
});
