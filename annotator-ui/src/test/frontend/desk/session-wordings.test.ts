import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { DeskSetting } from '../../../main/frontend/desk/api.js';
import type { Session } from '../../../main/frontend/desk/session.js';
import type { Wording, WordingHelp } from '../../../main/frontend/desk/wordings.js';
import { SETTING, Server, Shelf, handout, opened, settle } from './a-desk.js';

const MOUTH: Wording = {
  id: 7,
  level: 'LOCAL',
  region: 'MOUTH',
  text: 'The lips press together.',
  language: 'en',
};
const WHOLE: Wording = { id: 8, level: 'GLOBAL', region: null, text: 'Calm grief.', language: 'en' };

function offering(help: WordingHelp): { server: Server } {
  const server = new Server(handout('1'), handout('2'));
  const setting: DeskSetting = { ...SETTING, settings: { ...SETTING.settings, wordings: help } };
  server.setting = setting;
  server.offered = { learned: true, offered: [WHOLE, MOUTH] };
  return { server };
}

async function asked(server: Server, shelf = new Shelf()): Promise<Session> {
  const session = await opened(server, shelf);
  session.act({ kind: 'mean', meaning: 'CANNOT_TELL' });
  session.write('A frown.');
  await session.askWordings();
  return session;
}

test('wordings of others are never offered where the corpus has them off', async () => {
  const { server } = offering('OFF');
  const session = await asked(server);

  equal(session.wordingHelp, 'off');
  deepEqual(server.asked, []);
});

test('where a draft comes first, nothing is asked before there is one', async () => {
  const { server } = offering('AFTER_DRAFT');
  const session = await opened(server);
  equal(session.wordingHelp, 'draftFirst');
  await session.askWordings();
  deepEqual(server.asked, []);

  session.write('A frown.');
  await session.askWordings();

  deepEqual(server.asked, [['1', 'A frown.', 'en']]);
  deepEqual(session.wordings.open, [WHOLE, MOUTH]);
});

test('a wording taken stands after the own words and may be changed', async () => {
  const { server } = offering('AT_ONCE');
  const session = await asked(server);

  session.takeWording(MOUTH, false);
  session.rejectWording(WHOLE);
  equal(session.caption, 'A frown. The lips press together.');
  session.write('A frown. The lips press together, then part.');
  session.submit();
  await settle();

  deepEqual(server.arrived[0]?.body['wordings'], [
    { offer: 7, taken: true },
    { offer: 8, taken: false },
  ]);
  equal(
    (server.arrived[0]?.body['caption'] as { text: string }).text,
    'A frown. The lips press together, then part.',
  );
  equal(session.wordings.state, 'unasked', 'the next clip begins without any');
  equal(session.caption, '');
});

test('a wording taken into the open structure stands at its place', async () => {
  const { server } = offering('AT_ONCE');
  const session = await asked(server);

  session.takeWording(MOUTH, true);

  equal(session.caption, 'A frown.');
  equal(session.structure.MOUTH, 'The lips press together.');
});

test('what became of wordings survives a reload with the draft', async () => {
  const { server } = offering('AT_ONCE');
  const shelf = new Shelf();
  const before = await asked(server, shelf);
  before.takeWording(MOUTH, false);

  const again = offering('AT_ONCE').server;
  const session = await opened(again, shelf);
  await session.askWordings();
  deepEqual(session.wordings.open, [WHOLE], 'what was taken is not offered again');
  session.submit();
  await settle();

  deepEqual(again.arrived[0]?.body['wordings'], [{ offer: 7, taken: true }]);
});

test('an answer that comes after the clip has gone is for nobody', async () => {
  const { server } = offering('AT_ONCE');
  const session = await opened(server);
  session.act({ kind: 'mean', meaning: 'CANNOT_TELL' });
  const answer = session.askWordings();
  session.submit();
  await answer;

  equal(session.wordings.state, 'unasked');
});

test('a server that does not answer can be asked again', async () => {
  const { server } = offering('AT_ONCE');
  server.offered = null;
  const session = await asked(server);
  equal(session.wordings.state, 'away');

  server.offered = { learned: false, offered: [] };
  await session.askWordings();
  equal(session.wordings.state, 'unlearned');
});
