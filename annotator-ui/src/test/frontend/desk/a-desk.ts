/** A desk with a queue of clips and a server that remembers what it was sent, for tests of a session. */
import type {
  Clip,
  DeskSetting,
  Handout,
  NextClip,
  OwnComment,
  Trouble,
} from '../../../main/frontend/desk/api.js';
import { MemoryStore } from '../../../main/frontend/desk/outbox-store.js';
import type { Entry, Outcome, Told } from '../../../main/frontend/desk/outbox.js';
import type { Sense } from '../../../main/frontend/desk/own-words.js';
import { Session, type DeskServer } from '../../../main/frontend/desk/session.js';
import type { Offered } from '../../../main/frontend/desk/wordings.js';

const NOON = Date.parse('2026-11-23T12:00:00Z');
export const SETTING: DeskSetting = {
  corpus: { name: 'Talk-shows', guidelines: '' },
  scheme: { name: 'ekman7', version: 1, labels: [] },
  progress: { today: 12, total: 140 },
  settings: { captionLanguage: 'en', longestCaption: 4_000 },
};

export function handout(id: string, mine: Clip['mine'] = null): Handout {
  return {
    lease: { id: Number(id) * 10, expiresAt: '2026-11-23T12:30:00Z' },
    clip: { id, modality: 'VIDEO', mine, context: [] } as unknown as Clip,
    progress: { today: 0, total: 0 },
  };
}

/** A server with a queue, which remembers what it was sent. */
export class Server implements DeskServer {
  readonly arrived: Entry[] = [];
  readonly read: number[] = []; // guidelines that were opened
  /** Wordings asked for: of which clip, after which words, in which language. */
  readonly asked: Array<readonly [clip: string, draft: string, language: string]> = [];
  offered: Offered | null = null;
  readonly sought: string[] = []; // words whose sense was asked for
  standsFor: string | null = null;
  tours = 0; // how often somebody was shown around
  setting: DeskSetting = SETTING;
  opening: Trouble | null = null;
  /** What is told with the next receipts. */
  told: Told | null = null;
  ownComments: readonly OwnComment[] | null = [];
  /** What comes when a clip is asked for again. */
  again: Handout | null = null;
  private readonly queue: Handout[];

  constructor(...queue: readonly Handout[]) {
    this.queue = [...queue];
  }

  async desk() {
    return this.opening ?? ({ kind: 'desk', desk: this.setting } as const);
  }

  async next(): Promise<NextClip> {
    const next = this.queue.shift();
    return next === undefined ? { kind: 'empty' } : { kind: 'clip', handout: next };
  }

  async comments() {
    return this.ownComments;
  }

  async revisit() {
    return this.again;
  }

  async wordings(clip: string, draft: string, language: string): Promise<Offered | null> {
    this.asked.push([clip, draft, language]);
    return this.offered;
  }

  async word(word: string): Promise<Sense | null> {
    this.sought.push(word);
    return { word, label: this.standsFor, chain: [] };
  }

  async readGuidelines(revision: number): Promise<void> {
    this.read.push(revision);
  }

  async toured(): Promise<void> {
    this.tours++;
  }

  async send(entry: Entry): Promise<Outcome> {
    this.arrived.push(entry);
    return { kind: 'saved', told: this.told };
  }
}

export class Shelf {
  private readonly values = new Map<string, string>();

  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }
}

export async function opened(server: Server, shelf = new Shelf()): Promise<Session> {
  const session = new Session('talk', 'ada', {
    server,
    store: new MemoryStore(),
    shelf,
    now: () => NOON,
    changed: () => {},
  });
  await session.open();
  return session;
}

/** Lets every promise that can go on go on. */
export const settle = () => new Promise((resolve) => setImmediate(resolve));
