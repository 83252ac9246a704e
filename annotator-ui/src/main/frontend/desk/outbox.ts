/**
 * The local journal: what was answered here and is not yet known to be safe on the server.
 *
 * An entry is kept before it is sent and forgotten only when the server has said it has it, so a
 * reload, a lost connection or a restart of the server loses nothing. Entries go out one at a time
 * in the order they were made, each under the id it was born with: sending twice saves once.
 */

export type EntryKind = 'vote' | 'skip' | 'undo' | 'comment' | 'distress';

export interface Entry {
  /** Made here; the same id is the same answer, however often it arrives. */
  readonly clientId: string;
  /** Whose answer it is: another person at the same browser must not send it in their name. */
  readonly voter: string;
  readonly kind: EntryKind;
  readonly corpus: string;
  readonly clip: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Order within this browser. */
  readonly sequence: number;
  /** The server's own words, when it will not take the entry as it is. */
  readonly refusal: string | null;
}

/** Where entries survive a reload. */
export interface EntryStore {
  /** Everything kept, in order of `sequence`. */
  all(): Promise<readonly Entry[]>;
  put(entry: Entry): Promise<void>;
  remove(clientId: string): Promise<void>;
}

/** The trusted label of a clip that was a check, and whether it was among the candidates. */
export interface Told {
  readonly label: string;
  readonly held: boolean;
}

/** What became of one attempt to send. */
export type Outcome =
  | { readonly kind: 'saved'; readonly told?: Told | null }
  /** Nobody answered, or a server that is busy: try again later. */
  | { readonly kind: 'away' }
  /** The session is over: try again after the next sign-in. */
  | { readonly kind: 'signedOut' }
  /** The server understood and said no; `why` is fit for the annotator. */
  | { readonly kind: 'refused'; readonly why: string };

/** What the annotator sees of it. */
export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'offline'; readonly waiting: number }
  | { readonly kind: 'signedOut'; readonly waiting: number };

export interface OutboxPorts {
  readonly store: EntryStore;
  send(entry: Entry): Promise<Outcome>;
  /** Resolves after so many milliseconds, or earlier when `wake` is called. */
  pause(millis: number): Promise<void>;
  /** Called whenever `state` or `refused` may have changed. */
  changed(): void;
  /** Called when the server told something of the clip with its answer. */
  told?(told: Told): void;
  /** Called when the store failed: what waits lives only as long as this page. */
  storeFailed(): void;
}

const FIRST_PAUSE_MILLIS = 1_000;
const LONGEST_PAUSE_MILLIS = 15_000;

export class Outbox {
  private readonly ports: OutboxPorts;
  private readonly voter: string;
  private entries: readonly Entry[] = [];
  private trouble: 'none' | 'offline' | 'signedOut' = 'none';
  private running: Promise<void> | null = null;
  private closed = false;

  constructor(voter: string, ports: OutboxPorts) {
    this.voter = voter;
    this.ports = ports;
  }

  /** Takes up what an earlier page left behind. */
  async open(): Promise<void> {
    const kept = await this.ports.store.all();
    this.entries = kept.filter((entry) => entry.voter === this.voter);
    this.drain();
  }

  /** Stops sending; what waits stays in the store. */
  close(): void {
    this.closed = true;
  }

  get state(): SaveState {
    const waiting = this.waiting.length;
    if (waiting === 0) {
      return { kind: 'saved' };
    }
    return this.trouble === 'none' ? { kind: 'saving' } : { kind: this.trouble, waiting };
  }

  /** Entries still to be sent, oldest first. */
  get waiting(): readonly Entry[] {
    return this.entries.filter((entry) => entry.refusal === null);
  }

  /** Entries the server would not take. */
  get refused(): readonly Entry[] {
    return this.entries.filter((entry) => entry.refusal !== null);
  }

  /** Keeps an entry, then sends it. */
  async add(entry: Omit<Entry, 'voter' | 'sequence' | 'refusal'>): Promise<void> {
    const sequence = Math.max(0, ...this.entries.map((kept) => kept.sequence)) + 1;
    const whole: Entry = { ...entry, voter: this.voter, sequence, refusal: null };
    this.entries = [...this.entries, whole];
    this.ports.changed();
    await this.keep(() => this.ports.store.put(whole));
    this.drain();
  }

  /** Offers a refused entry to the server once more. */
  async retry(clientId: string): Promise<void> {
    const entry = this.entries.find((kept) => kept.clientId === clientId);
    if (entry !== undefined) {
      await this.replace({ ...entry, refusal: null });
      this.drain();
    }
  }

  /** Lets a refused entry go, at the annotator's word. */
  async discard(clientId: string): Promise<void> {
    await this.forget(clientId);
  }

  private drain(): void {
    this.running ??= this.sendAll().finally(() => {
      this.running = null;
      // An entry may have come in between the last look and now.
      if (this.waiting.length > 0 && !this.closed) {
        this.drain();
      }
    });
  }

  private async sendAll(): Promise<void> {
    let pause = FIRST_PAUSE_MILLIS;
    for (let entry = this.waiting[0]; entry && !this.closed; entry = this.waiting[0]) {
      this.ports.changed();
      const outcome = await this.ports.send(entry);
      switch (outcome.kind) {
        case 'saved':
          await this.forget(entry.clientId);
          if (outcome.told) {
            this.ports.told?.(outcome.told);
          }
          break;
        case 'refused':
          await this.replace({ ...entry, refusal: outcome.why });
          break;
        case 'away':
        case 'signedOut':
          this.trouble = outcome.kind === 'away' ? 'offline' : 'signedOut';
          this.ports.changed();
          await this.ports.pause(pause);
          pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
          continue;
      }
      this.trouble = 'none';
      pause = FIRST_PAUSE_MILLIS;
      this.ports.changed();
    }
    this.ports.changed();
  }

  private async forget(clientId: string): Promise<void> {
    await this.keep(() => this.ports.store.remove(clientId));
    this.entries = this.entries.filter((kept) => kept.clientId !== clientId);
    this.ports.changed();
  }

  private async replace(entry: Entry): Promise<void> {
    await this.keep(() => this.ports.store.put(entry));
    this.entries = this.entries.map((kept) => (kept.clientId === entry.clientId ? entry : kept));
    this.ports.changed();
  }

  /** A store that fails must not stop what can still be sent. */
  private async keep(change: () => Promise<void>): Promise<void> {
    try {
      await change();
    } catch {
      this.ports.storeFailed();
    }
  }
}
