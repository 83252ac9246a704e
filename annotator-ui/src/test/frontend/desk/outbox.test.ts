import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox, type Entry, type Outcome } from '../../../main/frontend/desk/outbox.js';
import { MemoryStore } from '../../../main/frontend/desk/outbox-store.js';

const ADA = 'ada';

/** A server that answers as told, once per call, and then takes everything. */
class Server {
  readonly arrived: string[] = [];
  readonly answers: Outcome[];

  constructor(...answers: Outcome[]) {
    this.answers = answers;
  }

  async send(entry: Entry): Promise<Outcome> {
    const outcome = this.answers.shift() ?? { kind: 'saved' };
    if (outcome.kind === 'saved') {
      this.arrived.push(entry.clientId);
    }
    return outcome;
  }
}

/** Pauses that end when the test says so. */
class Pauses {
  readonly lengths: number[] = [];
  private waiting: Array<() => void> = [];

  pause(millis: number): Promise<void> {
    this.lengths.push(millis);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  end(): void {
    const over = this.waiting;
    this.waiting = [];
    over.forEach((resolve) => resolve());
  }
}

function outbox(
  server: Server,
  store = new MemoryStore(),
  pauses = new Pauses(),
  voter = ADA,
  storeFailed = () => {},
) {
  return new Outbox(voter, {
    store,
    send: (entry) => server.send(entry),
    pause: (millis) => pauses.pause(millis),
    changed: () => {},
    storeFailed,
  });
}

function vote(clientId: string) {
  return { clientId, kind: 'vote', corpus: 'talk', clip: `clip-${clientId}`, body: {} } as const;
}

/** Lets every promise that can go on go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('an answer that has arrived is kept no longer', async () => {
  const server = new Server();
  const store = new MemoryStore();
  const box = outbox(server, store);

  await box.add(vote('one'));
  await settle();

  deepEqual(server.arrived, ['one']);
  deepEqual(box.state, { kind: 'saved' });
  deepEqual(await store.all(), []);
});

test('answers made while the server is away go out later in order and once', async () => {
  const server = new Server({ kind: 'away' }, { kind: 'away' });
  const pauses = new Pauses();
  const box = outbox(server, new MemoryStore(), pauses);

  await box.add(vote('one'));
  await box.add(vote('two'));
  await settle();
  deepEqual(box.state, { kind: 'offline', waiting: 2 });

  pauses.end();
  await settle();
  await box.add(vote('three'));
  deepEqual(server.arrived, []);

  pauses.end();
  await settle();
  deepEqual(server.arrived, ['one', 'two', 'three']);
  deepEqual(box.state, { kind: 'saved' });
});

test('pauses grow up to a quarter of a minute', async () => {
  const server = new Server(...Array.from({ length: 7 }, (): Outcome => ({ kind: 'away' })));
  const pauses = new Pauses();
  const box = outbox(server, new MemoryStore(), pauses);

  await box.add(vote('one'));
  for (let i = 0; i < 7; i++) {
    await settle();
    pauses.end();
  }
  await settle();

  deepEqual(pauses.lengths, [1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  deepEqual(server.arrived, ['one']);
});

test('an answer survives a reload under the same id', async () => {
  const store = new MemoryStore();
  const before = outbox(new Server({ kind: 'away' }), store);
  await before.add(vote('one'));
  await settle();
  before.close();

  const server = new Server();
  const box = outbox(server, store);
  await box.open();
  await settle();

  deepEqual(server.arrived, ['one']);
  deepEqual(await store.all(), []);
});

test('a reload keeps the order of what waited and what comes after', async () => {
  const store = new MemoryStore();
  const before = outbox(new Server({ kind: 'away' }), store);
  await before.add(vote('one'));
  await before.add(vote('two'));
  await settle();
  before.close();

  const server = new Server();
  const box = outbox(server, store);
  await box.open();
  await box.add(vote('three'));
  await settle();

  deepEqual(server.arrived, ['one', 'two', 'three']);
});

test('nobody sends what another person left in this browser', async () => {
  const store = new MemoryStore();
  const adas = outbox(new Server({ kind: 'signedOut' }), store);
  await adas.add(vote('one'));
  await settle();
  deepEqual(adas.state, { kind: 'signedOut', waiting: 1 });
  adas.close();

  const server = new Server();
  const bens = outbox(server, store, new Pauses(), 'ben');
  await bens.open();
  await settle();

  deepEqual(server.arrived, []);
  deepEqual(bens.state, { kind: 'saved' });
  equal((await store.all()).length, 1);
});

test('a refused answer does not hold up the next one and says why', async () => {
  const server = new Server({ kind: 'refused', why: 'This clip is settled.' });
  const box = outbox(server);

  await box.add(vote('one'));
  await box.add(vote('two'));
  await settle();

  deepEqual(server.arrived, ['two']);
  deepEqual(
    box.refused.map((entry) => [entry.clientId, entry.refusal]),
    [['one', 'This clip is settled.']],
  );
  deepEqual(box.state, { kind: 'saved' });
});

test('a refused answer can be offered again or let go', async () => {
  const no: Outcome = { kind: 'refused', why: 'No.' };
  const server = new Server(no, no);
  const store = new MemoryStore();
  const box = outbox(server, store);
  await box.add(vote('one'));
  await box.add(vote('two'));
  await settle();

  await box.retry('one');
  await box.discard('two');
  await settle();

  deepEqual(server.arrived, ['one']);
  deepEqual(box.refused, []);
  deepEqual(await store.all(), []);
});

test('a browser that cannot keep an answer still sends it, and says so', async () => {
  class FullStore extends MemoryStore {
    override put(): Promise<void> {
      return Promise.reject(new Error('The disk is full.'));
    }
  }
  let failures = 0;
  const server = new Server();
  const box = outbox(server, new FullStore(), new Pauses(), ADA, () => failures++);

  await box.add(vote('one'));
  await settle();

  deepEqual(server.arrived, ['one']);
  equal(failures, 1);
});
