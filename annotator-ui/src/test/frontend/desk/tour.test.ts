import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOUR, beside, visiblePart, type Box } from '../../../main/frontend/desk/tour.ts';
import { SETTING, Server, handout, opened } from './a-desk.ts';

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const CARD = { width: 320, height: 170 };

function covers(card: Box, target: Box): boolean {
  return (
    card.left < target.left + target.width &&
    target.left < card.left + card.width &&
    card.top < target.top + target.height &&
    target.top < card.top + card.height
  );
}

const CONTROLS: ReadonlyArray<readonly [string, Box, typeof DESKTOP]> = [
  ['labels', { left: 992, top: 90, width: 424, height: 220 }, DESKTOP],
  ['player', { left: 24, top: 48, width: 944, height: 760 }, DESKTOP],
  ['actions', { left: 992, top: 840, width: 424, height: 44 }, DESKTOP],
  ['labels on a phone', { left: 16, top: 420, width: 358, height: 96 }, PHONE],
  ['player on a phone', { left: 16, top: 44, width: 358, height: 360 }, PHONE],
  ['actions on a phone', { left: 16, top: 780, width: 358, height: 52 }, PHONE],
];

for (const [name, target, screen] of CONTROLS) {
  test(`the card stands beside the ${name} and covers nothing of it`, () => {
    const card = { ...beside(target, CARD, screen), ...CARD };

    assert.equal(covers(card, target), false);
    assert.deepEqual(visiblePart(card, screen), card); // all of it is on the screen
  });
}

test('a control as large as the screen leaves the card where most of it shows', () => {
  const card = { ...beside({ left: 0, top: 100, width: 390, height: 744 }, CARD, PHONE), ...CARD };

  assert.deepEqual(visiblePart(card, PHONE), card);
});

test('the tour has six steps at the most', () => {
  assert.ok(TOUR.length <= 6);
});

test('who is new is shown around once, whatever comes after', async () => {
  const server = new Server(handout('1'));
  server.setting = { ...SETTING, toured: false };
  const session = await opened(server);
  assert.equal(session.isNew, true);

  session.shownAround();
  session.shownAround();

  assert.equal(session.isNew, false);
  assert.equal(server.tours, 1);
});

test('who has been shown around, or sits at an older server, is not new', async () => {
  const server = new Server(handout('1'));
  assert.equal((await opened(server)).isNew, false);
  server.setting = { ...SETTING, toured: true };
  assert.equal((await opened(server)).isNew, false);
});
