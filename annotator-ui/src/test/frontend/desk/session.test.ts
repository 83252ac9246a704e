import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { Server, Shelf, handout, opened, settle } from './a-desk.js';

test('a submitted answer carries all of it and the next clip lies on the desk at once', async () => {
  const server = new Server(handout('1'), handout('2'));
  const session = await opened(server);

  session.act({ kind: 'press', label: 'anger' });
  session.act({ kind: 'ruleOut', label: 'fear' });
  session.act({ kind: 'sure', certainty: 'FAIRLY' });
  session.write(' a tight smile ');
  equal(session.submit(), true);

  equal(session.current?.clip.id, '2');
  deepEqual(session.steps.now.candidates, []);
  equal(session.caption, '');
  equal(session.today, 13);
  await settle();
  deepEqual(server.arrived[0]?.body, {
    leaseId: 10,
    meaning: 'ONE_OF',
    candidates: ['anger'],
    excluded: ['fear'],
    certainty: 'FAIRLY',
    intensity: null,
    caption: { text: 'a tight smile', language: 'en' },
  });
});

test('an answer that says nothing is not sent, and the desk says what it wants', async () => {
  const server = new Server(handout('1'));
  const session = await opened(server);

  equal(session.submit(), false);

  equal(session.wanting, true);
  equal(session.current?.clip.id, '1');
  await settle();
  deepEqual(server.arrived, []);
});

test('back takes the vote back and lays its clip on the desk with what was answered', async () => {
  const server = new Server(handout('1'), handout('2'));
  const session = await opened(server);
  session.act({ kind: 'press', label: 'anger' });
  session.write('a frown');
  session.submit();

  equal(session.back(), true);

  equal(session.current?.clip.id, '1');
  deepEqual(session.steps.now.candidates, ['anger']);
  equal(session.caption, 'a frown');
  equal(session.today, 12);
  await settle();
  const [vote, undo] = server.arrived;
  deepEqual([undo?.kind, undo?.clip, undo?.body], ['undo', '1', { undoes: vote?.clientId }]);
  notEqual(undo?.clientId, vote?.clientId);
});

test('back leaves the clip that was on the desk with its draft', async () => {
  const session = await opened(new Server(handout('1'), handout('2')));
  session.act({ kind: 'press', label: 'anger' });
  session.submit();
  session.act({ kind: 'press', label: 'fear' });

  session.back();
  session.submit();

  equal(session.current?.clip.id, '2');
  deepEqual(session.steps.now.candidates, ['fear']);
});

test('a skip can be taken back like a vote, and is not counted as one', async () => {
  const server = new Server(handout('1'), handout('2'));
  const session = await opened(server);

  session.skip('NOBODY');
  equal(session.today, 12);
  session.back();

  equal(session.current?.clip.id, '1');
  equal(session.today, 12);
  await settle();
  deepEqual(server.arrived.map((entry) => entry.kind), ['skip', 'undo']);
});

test('a caption that is wiped out is taken back, and one never written is left alone', async () => {
  const server = new Server(handout('1'), handout('2'), handout('3'));
  const session = await opened(server);
  session.act({ kind: 'press', label: 'anger' });
  session.write('a frown');
  session.submit();
  session.back();

  session.write('');
  session.submit();
  session.act({ kind: 'press', label: 'fear' });
  session.submit();

  await settle();
  const votes = server.arrived.filter((entry) => entry.kind === 'vote');
  deepEqual(
    votes.map((entry) => entry.body['caption']),
    [{ text: 'a frown', language: 'en' }, { text: '', language: 'en' }, null],
  );
});

test('an answer given before lies beside its clip when it comes again', async () => {
  const mine = {
    meaning: 'ALL_OF',
    candidates: ['anger', 'sadness'],
    excluded: [],
    certainty: null,
    intensity: 0.5,
    caption: { text: '又气又难过', language: 'zh' },
  } as const;
  const session = await opened(new Server(handout('1', mine)));

  deepEqual(session.steps.now.candidates, ['anger', 'sadness']);
  equal(session.caption, '又气又难过');
});

test('an answer begun comes back after a reload', async () => {
  const shelf = new Shelf();
  const before = await opened(new Server(handout('1')), shelf);
  before.act({ kind: 'press', label: 'anger' });
  before.close();

  const session = await opened(new Server(handout('1')), shelf);

  deepEqual(session.steps.now.candidates, ['anger']);
});

test('a desk one may not open says why', async () => {
  const server = new Server();
  server.opening = { kind: 'refused', why: 'Ask the owner to add you.' };

  const session = await opened(server);

  deepEqual(session.standing, { kind: 'refused', why: 'Ask the owner to add you.' });
});

test('a comment goes out in the order of the answers and leaves its clip on the desk', async () => {
  const server = new Server(handout('1'), handout('2'));
  const session = await opened(server);

  session.comment('two faces here', 1_550_000);
  session.act({ kind: 'press', label: 'anger' });
  session.submit();

  equal(session.current?.clip.id, '2');
  await settle();
  const [comment, vote] = server.arrived;
  deepEqual(
    [comment?.kind, comment?.clip, comment?.body],
    ['comment', '1', { text: 'two faces here', atMicros: 1_550_000 }],
  );
  equal(vote?.kind, 'vote');
});

test('what the server tells of a clip that was a check stays until it is read', async () => {
  const server = new Server(handout('1'), handout('2'), handout('3'));
  server.told = { label: 'anger', held: false };
  const session = await opened(server);
  session.act({ kind: 'press', label: 'fear' });
  session.submit();
  equal(session.told, null);

  await settle();
  deepEqual(session.told, { label: 'anger', held: false });
  equal(session.current?.clip.id, '2');

  session.heard();
  equal(session.told, null);
});

test('a clip that is hard to bear is reported once, and stays on the desk', async () => {
  const server = new Server(handout('1'), handout('2'));
  const session = await opened(server);

  session.reportDistress();
  session.reportDistress();
  await settle();

  equal(session.reported, true);
  equal(session.current?.clip.id, '1');
  deepEqual(server.arrived.map((entry) => [entry.kind, entry.clip]), [['distress', '1']]);
});

test('whoever skips a clip because it is hard to bear has told the curators', async () => {
  const server = new Server(handout('1'), handout('2'));
  const session = await opened(server);

  session.skip('DISTRESSING');
  await settle();

  deepEqual(server.arrived.map((entry) => entry.kind), ['distress', 'skip']);
  equal(session.current?.clip.id, '2');
  equal(session.reported, false);
});

test('a structure goes out beside the free text, and comes back with the clip', async () => {
  const server = new Server(handout('1'), handout('2'));
  const session = await opened(server);
  session.act({ kind: 'mean', meaning: 'CANNOT_TELL' });
  session.write('A quiet grief. The lids droop.');

  session.proposeStructure();
  session.describeAt('SUMMARY', 'Sadness.');
  session.submit();
  await settle();

  const told = [
    { level: 'GLOBAL', region: null, text: 'A quiet grief.', language: 'en' },
    { level: 'LOCAL', region: 'EYES', text: 'The lids droop.', language: 'en' },
    { level: 'SUMMARY', region: null, text: 'Sadness.', language: 'en' },
  ];
  deepEqual(server.arrived[0]?.body['structure'], told);
  deepEqual(session.structure, {}, 'the next clip begins without one');
  session.back();
  equal(session.structure.SUMMARY, 'Sadness.');
});

test('nothing is said of a structure nobody opened, and one emptied is taken back', async () => {
  const eyes = { level: 'LOCAL', region: 'EYES', text: 'Wide.', language: 'en' } as const;
  const mine = {
    meaning: 'CANNOT_TELL' as const,
    candidates: [],
    excluded: [],
    certainty: null,
    intensity: null,
    caption: null,
    structure: [eyes],
  };
  const server = new Server(handout('1'), handout('2', mine));
  const session = await opened(server);
  session.act({ kind: 'mean', meaning: 'CANNOT_TELL' });
  session.submit();
  session.describeAt('EYES', '');
  session.submit();
  await settle();

  equal('structure' in (server.arrived[0]?.body ?? {}), false);
  deepEqual(server.arrived[1]?.body['structure'], []);
});

test('words are in the language their letters tell until another one is chosen', async () => {
  const server = new Server(handout('1'), handout('2'));
  const session = await opened(server);
  session.act({ kind: 'mean', meaning: 'CANNOT_TELL' });
  session.write('微笑');
  equal(session.languageOf(session.words), 'zh');

  session.turnLanguage();
  equal(session.languageOf(session.words), 'en');
  session.submit();
  await settle();

  deepEqual(server.arrived[0]?.body['caption'], { text: '微笑', language: 'en' });
  equal(session.languageOf('微笑'), 'zh', 'chosen for that clip alone');
});

test('answers are read once they were seen, and stay unread where nobody answers', async () => {
  const server = new Server(handout('1'));
  const session = await opened(server);
  session.unreadAnswers = 2;

  server.ownComments = null;
  await session.readComments();
  equal(session.unreadAnswers, 2);

  server.ownComments = [];
  await session.readComments();
  equal(session.unreadAnswers, 0);
});

test('a clip answered before lies on the desk again, and its newer answer counts no clip', async () => {
  const server = new Server(handout('1'), handout('2'));
  const session = await opened(server);
  const mine = {
    meaning: 'CANNOT_TELL' as const,
    candidates: [],
    excluded: [],
    certainty: null,
    intensity: null,
    caption: { text: 'A frown.', language: 'en' },
  };
  server.again = handout('9', mine);

  await session.revisit('9');

  equal(session.current?.clip.id, '9');
  equal(session.caption, 'A frown.');
  session.submit();
  equal(session.today, 12);
  equal(session.current?.clip.id, '1', 'the clip that lay there is next');
  session.back();
  equal(session.today, 12);
});

test('passing over a clip answered before leaves its answer, and back takes back what was sent', async () => {
  const server = new Server(handout('1'), handout('2'));
  const session = await opened(server);
  const mine = {
    meaning: 'CANNOT_TELL' as const,
    candidates: [],
    excluded: [],
    certainty: null,
    intensity: null,
    caption: null,
  };
  session.act({ kind: 'press', label: 'anger' });
  session.submit();
  await settle();
  server.again = handout('9', mine);
  await session.revisit('9');

  equal(session.skip('NOBODY'), true);

  equal(session.current?.clip.id, '2', 'the clip that lay there is next');
  equal(session.back(), true);
  equal(session.current?.clip.id, '1');
  await settle();
  deepEqual(server.arrived.map((entry) => [entry.kind, entry.clip]), [['vote', '1'], ['undo', '1']]);
});

test('a clip whose newer answer was taken back can be passed over', async () => {
  const server = new Server(handout('1'));
  const session = await opened(server);
  server.again = handout('9', {
    meaning: 'CANNOT_TELL',
    candidates: [],
    excluded: [],
    certainty: null,
    intensity: null,
    caption: null,
  });
  await session.revisit('9');
  session.submit();
  session.back();

  session.skip('NOBODY');
  await settle();

  deepEqual(server.arrived.map((entry) => entry.kind), ['vote', 'undo', 'skip']);
});

test('a clip that is not theirs any more leaves the desk as it is', async () => {
  const session = await opened(new Server(handout('1')));

  await session.revisit('9');

  equal(session.current?.clip.id, '1');
});
