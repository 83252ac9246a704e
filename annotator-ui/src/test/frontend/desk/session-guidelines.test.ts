import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GuidelineNews } from '../../../main/frontend/desk/api.js';
import { SETTING, Server, handout, opened, settle } from './a-desk.ts';

function setting(news: Partial<GuidelineNews>, text = 'Look twice.') {
  const guidelines = { revision: 4, lastRead: 4, freshLines: [], gone: [], ...news };
  return { ...SETTING, corpus: { ...SETTING.corpus, guidelines: text }, guidelines };
}

function serverWith(news: Partial<GuidelineNews>, text?: string): Server {
  const server = new Server(handout('1'), { ...handout('2'), guidelines: 5 });
  server.setting = setting(news, text);
  return server;
}

test('guidelines that changed since they were opened are news, until they are opened', async () => {
  const server = serverWith({ lastRead: 2 });
  const session = await opened(server);
  assert.equal(session.guidelineNews, 'changed');

  session.openGuidelines();

  assert.equal(session.guidelineNews, null);
  assert.deepEqual(server.read, [4]);
});

test('guidelines never opened are unread; where there are none, nothing is', async () => {
  assert.equal((await opened(serverWith({ lastRead: 0 }))).guidelineNews, 'unread');
  assert.equal((await opened(serverWith({ lastRead: 0, revision: 0 }, ''))).guidelineNews, null);
  assert.equal((await opened(serverWith({ lastRead: 4 }))).guidelineNews, null);
});

test('opening guidelines again tells the server nothing', async () => {
  const server = serverWith({ lastRead: 4 });
  const session = await opened(server);

  session.openGuidelines();

  assert.deepEqual(server.read, []);
});

test('guidelines that change while somebody works are heard of with the next clip', async () => {
  const server = serverWith({ lastRead: 4 });
  const session = await opened(server);
  server.setting = setting({ revision: 5, lastRead: 4, freshLines: [1] }, 'Look twice.\nListen.');
  session.act({ kind: 'mean', meaning: 'CANNOT_TELL' });

  session.submit();
  await settle();

  assert.equal(session.guidelineNews, 'changed');
  assert.deepEqual(session.setting?.guidelines?.freshLines, [1]);
  assert.equal(session.today, 13); // what was answered here is not counted anew
});
