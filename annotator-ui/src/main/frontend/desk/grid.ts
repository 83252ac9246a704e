import type { FrameTable } from './frames.js';

/** The shortest part of a clip without frames, in microseconds. */
export const SHORTEST_MICROS = 20_000;

/** How far an edge goes at a nudge where there are no frames: one entry of the waveform. */
const SOUND_STEP_MICROS = 10_000;

/**
 * Where the edges of a part may lie: at the moments at which a video's frames change, and anywhere
 * within a sound. Times are whole microseconds from the start of the media element's clock.
 */
export class Grid {
  readonly duration: number;
  private readonly frames: FrameTable | null;

  constructor(duration: number, frames: FrameTable | null) {
    this.duration = Math.floor(duration);
    this.frames = frames;
  }

  clamp(micros: number): number {
    return Math.min(Math.max(Math.round(micros), 0), this.duration);
  }

  /** The nearest place for an edge. The end of the clip is one: there its last frame goes. */
  nearest(micros: number): number {
    if (this.frames === null) {
      return this.clamp(micros);
    }
    const shown = this.frames.at(micros);
    const [appears, goes] = [this.appears(shown), this.appears(shown + 1)];
    return this.clamp(micros - appears <= goes - micros ? appears : goes);
  }

  /** Where a part begins that begins with the frame on screen. */
  opening(micros: number): number {
    return this.clamp(this.frames === null ? micros : this.appears(this.frames.at(micros)));
  }

  /** Where a part ends that ends with the frame on screen. */
  closing(micros: number): number {
    return this.clamp(this.frames === null ? micros : this.appears(this.frames.at(micros) + 1));
  }

  /** The next place for an edge, so many frames further on or back. */
  away(micros: number, by: number): number {
    if (this.frames === null) {
      return this.clamp(micros + by * SOUND_STEP_MICROS);
    }
    // Of an edge between two places, "one back" is the place before it and "one on" the one after.
    const shown = this.frames.at(micros);
    const between = this.appears(shown) < micros && micros < this.appears(shown + 1);
    const from = micros >= this.duration ? this.frames.count : shown;
    return this.clamp(this.appears(from + by + (between && by < 0 ? 1 : 0)));
  }

  /** The least length of a part around a time: one frame, or a fiftieth of a second of sound. */
  least(micros: number): number {
    const stay = this.frames === null ? 0 : this.frames.stay(this.frames.at(micros));
    return Math.min(stay > 0 ? stay : SHORTEST_MICROS, this.duration);
  }

  private appears(frame: number): number {
    const { frames } = this;
    if (frames === null || frame < 0) {
      return 0;
    }
    return frame < frames.count ? frames.time(frame) : this.duration;
  }
}

/** What an edge is drawn to while it is dragged. */
export interface Magnets {
  /** Edges of other parts, and the playhead. */
  readonly points: readonly number[];
  /** How near a point must be to draw, in microseconds: a matter of pixels, so of the zoom. */
  readonly reach: number;
}

/** An edge dragged to a time lies at the nearest point in reach, or at the nearest frame. */
export function snap(micros: number, grid: Grid, { points, reach }: Magnets): number {
  const near = points
    .map((point) => ({ point, away: Math.abs(point - micros) }))
    .filter(({ away }) => away <= reach)
    .toSorted((a, b) => a.away - b.away)[0];
  return near === undefined ? grid.nearest(micros) : grid.clamp(near.point);
}

/**
 * How far a whole part moves when it is dragged so far: whichever of its edges snaps with less
 * change decides, and the part keeps its length.
 */
export function snapMove(
  [start, end]: readonly [start: number, end: number],
  by: number,
  grid: Grid,
  magnets: Magnets,
): number {
  const byStart = snap(start + by, grid, magnets) - start;
  const byEnd = snap(end + by, grid, magnets) - end;
  const atPoint = (time: number) => magnets.points.includes(time);
  if (atPoint(start + byStart) !== atPoint(end + byEnd)) {
    return atPoint(start + byStart) ? byStart : byEnd;
  }
  return Math.abs(byStart - by) <= Math.abs(byEnd - by) ? byStart : byEnd;
}
