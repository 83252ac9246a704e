/**
 * The clips in an annotator's hands: the one on the desk and the next ones, fetched ahead so that
 * submitting shows the next clip at once.
 */
import type { Handout, HeldBack, NextClip } from './api.js';

/** How many clips lie ready behind the one on the desk. */
const AHEAD = 2;

export type DeckState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading' }
  /** The queue has nothing more for this annotator now. */
  | { readonly kind: 'empty'; readonly heldBack?: HeldBack | null }
  | { readonly kind: 'away' }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'refused'; readonly why: string };

export interface DeckPorts {
  /** Asks the queue for a clip that is none of these. */
  next(holding: readonly string[]): Promise<NextClip>;
  /** Clips answered here whose answer is still on its way: the queue may think they are open. */
  answered(): readonly string[];
  now(): number; // milliseconds since the epoch
  changed(): void;
}

export class Deck {
  private readonly ports: DeckPorts;
  private hand: readonly Handout[] = [];
  private trouble: DeckState = { kind: 'loading' };
  private filling: Promise<void> | null = null;

  constructor(ports: DeckPorts) {
    this.ports = ports;
  }

  get current(): Handout | null {
    return this.hand[0] ?? null;
  }

  /** The current clip and those behind it, in order. */
  get clips(): readonly Handout[] {
    return this.hand;
  }

  get state(): DeckState {
    return this.current === null ? this.trouble : { kind: 'ready' };
  }

  /** Asks the queue until enough clips lie ready or it has no more. */
  fill(): Promise<void> {
    this.filling ??= this.ask().finally(() => {
      this.filling = null;
    });
    return this.filling;
  }

  /** Puts the current clip away and turns to the next one whose lease still holds. */
  advance(): void {
    const now = this.ports.now();
    this.hand = this.hand.slice(1).filter((one) => Date.parse(one.lease.expiresAt) > now);
    this.trouble = { kind: 'loading' };
    this.ports.changed();
    void this.fill();
  }

  /** Lays a clip that was put away on top again. */
  takeBack(handout: Handout): void {
    this.hand = [handout, ...this.hand.filter((one) => one.clip.id !== handout.clip.id)];
    this.ports.changed();
  }

  private async ask(): Promise<void> {
    while (this.hand.length <= AHEAD) {
      const holding = [...this.hand.map((one) => one.clip.id), ...this.ports.answered()];
      const next = await this.ports.next(holding);
      if (next.kind !== 'clip') {
        this.trouble = next;
        break;
      }
      if (holding.includes(next.handout.clip.id)) {
        // The queue hands out what we have; asking on would go in circles.
        this.trouble = { kind: 'empty' };
        break;
      }
      this.hand = [...this.hand, next.handout];
      this.ports.changed();
    }
    this.ports.changed();
  }
}
