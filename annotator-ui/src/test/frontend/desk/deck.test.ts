import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Handout, NextClip } from '../../../main/frontend/desk/api.js';
import { Deck } from '../../../main/frontend/desk/deck.js';

const NOON = Date.parse('2026-11-23T12:00:00Z');

function handout(id: string, expiresAt = '2026-11-23T12:30:00Z'): Handout {
  const clip = { id, modality: 'VIDEO' } as Handout['clip'];
  return { lease: { id: `lease-${id}`, expiresAt }, clip, progress: { today: 0, total: 9 } };
}

/** A queue of clips that remembers what it was asked. */
class Queue {
  readonly asked: Array<readonly string[]> = [];
  private readonly left: NextClip[];

  constructor(...ids: readonly string[]) {
    this.left = ids.map((id) => ({ kind: 'clip', handout: handout(id) }));
  }

  put(...next: readonly NextClip[]): void {
    this.left.push(...next);
  }

  async next(holding: readonly string[]): Promise<NextClip> {
    this.asked.push(holding);
    return this.left.shift() ?? { kind: 'empty' };
  }
}

function deck(queue: Queue, answered: readonly string[] = [], now = () => NOON): Deck {
  return new Deck({
    next: (holding) => queue.next(holding),
    answered: () => answered,
    now,
    changed: () => {},
  });
}

const ids = (held: Deck) => held.clips.map((one) => one.clip.id);

test('the next two clips lie ready behind the current one', async () => {
  const queue = new Queue('a', 'b', 'c', 'd');
  const held = deck(queue);

  await held.fill();

  deepEqual(ids(held), ['a', 'b', 'c']);
  deepEqual(queue.asked, [[], ['a'], ['a', 'b']]);
});

test('advancing shows the next clip at once and fetches one more', async () => {
  const held = deck(new Queue('a', 'b', 'c', 'd'));
  await held.fill();

  held.advance();
  equal(held.current?.clip.id, 'b');

  await held.fill();
  deepEqual(ids(held), ['b', 'c', 'd']);
});

test('a clip whose answer is still on its way is not asked for again', async () => {
  const queue = new Queue('b');
  await deck(queue, ['a']).fill();

  deepEqual(queue.asked[0], ['a']);
});

test('a queue that hands out what we hold is taken at its word only once', async () => {
  const queue = new Queue('a', 'a', 'a');
  const held = deck(queue);

  await held.fill();

  deepEqual(ids(held), ['a']);
  equal(queue.asked.length, 2);
});

test('an empty queue is the end only when the last clip is answered', async () => {
  const held = deck(new Queue('a'));
  await held.fill();
  deepEqual(held.state, { kind: 'ready' });

  held.advance();
  deepEqual(held.state, { kind: 'loading' });

  await held.fill();
  deepEqual(held.state, { kind: 'empty' });
});

test('clips kept too long are not shown', async () => {
  let now = NOON;
  const held = deck(new Queue('a', 'b', 'c', 'd'), [], () => now);
  await held.fill();

  now += 31 * 60_000;
  held.advance();

  equal(held.current, null);
});

test('a clip taken back lies on top of the one that was next', async () => {
  const held = deck(new Queue('a', 'b', 'c'));
  await held.fill();
  const first = held.current;
  held.advance();

  held.takeBack(first!);

  deepEqual(ids(held), ['a', 'b', 'c']);
});

test('a server that is away is told apart from an empty queue', async () => {
  const queue = new Queue();
  queue.put({ kind: 'away' });
  const held = deck(queue);

  await held.fill();

  deepEqual(held.state, { kind: 'away' });
});
