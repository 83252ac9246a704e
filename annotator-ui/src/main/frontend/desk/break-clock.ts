/**
 * How long somebody has worked at the desk since they last rested. Only what they do counts: the time
 * between two acts is work if it is short, nothing if it is longer, and a rest if it is long.
 */

/** Milliseconds. Whoever does nothing for longer is not at work. */
const IDLE = 2 * 60_000;

/** Whoever does nothing for so long has had their break. */
const REST = 10 * 60_000;

const MINUTE = 60_000;

interface Worked {
  readonly millis: number;
  /** When they last did something, in milliseconds since the epoch. */
  readonly last: number;
}

const NOTHING: Worked = { millis: 0, last: 0 };

interface Ports {
  readonly shelf: Pick<Storage, 'getItem' | 'setItem'>;
  now(): number; // milliseconds since the epoch
}

/** The work of one person in one browser; a reload or another corpus goes on where it was. */
export class BreakClock {
  private readonly place: string;
  private readonly ports: Ports;
  private worked: Worked;

  constructor(person: string, ports: Ports) {
    this.place = `undertone-worked:${person}`;
    this.ports = ports;
    this.worked = this.read();
  }

  /** Takes note that something was done. */
  acted(): void {
    const now = this.ports.now();
    const gap = now - this.worked.last;
    const rested = gap < 0 || gap >= REST;
    const before = rested ? 0 : this.worked.millis;
    this.keep({ millis: before + (!rested && gap <= IDLE ? gap : 0), last: now });
  }

  /** Whether it is time for a break; never with 0 minutes. */
  isDue(minutes: number): boolean {
    return minutes > 0 && this.worked.millis >= minutes * MINUTE;
  }

  /** Begins anew. */
  rested(): void {
    this.keep({ millis: 0, last: this.ports.now() });
  }

  private keep(worked: Worked): void {
    this.worked = worked;
    try {
      this.ports.shelf.setItem(this.place, JSON.stringify(worked));
    } catch {
      // A full or forbidden store only means that a reload counts as a rest.
    }
  }

  private read(): Worked {
    try {
      const kept = JSON.parse(this.ports.shelf.getItem(this.place) ?? 'null') as Partial<Worked> | null;
      return Number.isFinite(kept?.millis) && Number.isFinite(kept?.last)
        ? (kept as Worked)
        : NOTHING;
    } catch {
      return NOTHING; // somebody else's value under our name
    }
  }
}
