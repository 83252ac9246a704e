/**
 * The exact times at which a clip's frames appear, as the server measured them.
 *
 * Stepping uses this table and never a frame rate: variable rates and dropped frames are the rule.
 * Times are microseconds from the start of the media element's own clock.
 */
export class FrameTable {
  private readonly times: Float64Array;

  constructor(times: Float64Array) {
    if (times.length === 0) {
      throw new Error('A frame table needs at least one frame.');
    }
    this.times = times;
  }

  /** Reads int64 little-endian microseconds. */
  static parse(bytes: ArrayBuffer): FrameTable {
    if (bytes.byteLength % 8 !== 0) {
      throw new Error(`A frame table is a multiple of 8 bytes but had ${bytes.byteLength}.`);
    }
    const view = new DataView(bytes);
    const times = Float64Array.from({ length: bytes.byteLength / 8 }, (_, i) =>
      Number(view.getBigInt64(i * 8, true)),
    );
    return new FrameTable(times);
  }

  get count(): number {
    return this.times.length;
  }

  /** Index of the frame on screen at a time. */
  at(micros: number): number {
    let low = 0;
    let high = this.times.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.time(middle) <= micros) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** When a frame appears. */
  time(index: number): number {
    return this.times[index] ?? Number.NaN;
  }

  /**
   * A time at which a frame is surely the one on screen: the middle of its stay. A browser rounds
   * times, so the very moment of its appearance may still show the frame before.
   */
  middle(index: number): number {
    return this.time(index) + this.stay(index) / 2;
  }

  /** The frame so many frames away from the one on screen, kept within the clip. */
  away(micros: number, by: number): number {
    return Math.min(Math.max(this.at(micros) + by, 0), this.times.length - 1);
  }

  /** How long a frame is on screen; the last one as long as the one before it. */
  stay(index: number): number {
    const last = this.times.length - 1;
    const from = Math.min(Math.max(index, 0), Math.max(last - 1, 0));
    return last > 0 ? this.time(from + 1) - this.time(from) : 0;
  }
}
