/** What a player does as its media element's clock goes on. Microseconds. */

/** Speeds a clip can be played at. */
export const SPEEDS = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const;

/** The next speed up or down; from a speed that is none of ours, the next one of ours. */
export function nextSpeed(speed: number, way: 1 | -1): number {
  const there = SPEEDS.filter((one) => (one - speed) * way > 1e-9);
  return (way === 1 ? there[0] : there.at(-1)) ?? speed;
}

/** A stretch that playing keeps to. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
}

/**
 * Whether a stretch is played to its end. A page looks at the clock once per picture it paints, so
 * the end lies between two looks; the nearer of them is the one to stop at.
 *
 * @param now the media element's time
 * @param stride media time between two looks
 */
export function isOver(now: number, { to }: Bounds, stride: number): boolean {
  return now + stride / 2 >= to;
}
