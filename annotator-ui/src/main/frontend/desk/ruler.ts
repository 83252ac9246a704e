import { clock } from './clock.js';
import type { View } from './viewport.js';

export interface Tick {
  readonly micros: number;
  /** What it reads; small ticks read nothing. */
  readonly word: string;
}

/** Distances between words, each with the number of small ticks it is cut into. Microseconds. */
const STEPS: ReadonlyArray<readonly [step: number, cuts: number]> = [
  [10_000, 5],
  [20_000, 4],
  [50_000, 5],
  [100_000, 5],
  [200_000, 4],
  [500_000, 5],
  [1_000_000, 5],
  [2_000_000, 4],
  [5_000_000, 5],
  [10_000_000, 5],
  [15_000_000, 3],
  [30_000_000, 6],
  [60_000_000, 6],
  [120_000_000, 4],
  [300_000_000, 5],
  [600_000_000, 5],
  [1_800_000_000, 6],
  [3_600_000_000, 6],
];

/** Ticks of the time in view at round times, with so much room between words as they need. */
export function ticks({ from, to }: View, pixels: number, pixelsPerWord = 72): readonly Tick[] {
  if (to <= from || pixels <= 0) {
    return [];
  }
  const room = ((to - from) * pixelsPerWord) / pixels;
  const [step, cuts] = STEPS.find(([wide]) => wide >= room) ?? STEPS.at(-1)!;
  const small = step / cuts;
  const first = Math.ceil(from / small);
  const count = Math.floor(to / small) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => {
    const micros = (first + i) * small; // a multiple, never a sum: sums drift
    return { micros, word: (first + i) % cuts === 0 ? word(micros, step) : '' };
  });
}

/** As fine as the distance between words, and no finer: `0:03`, `0:03.4`, `0:03.48`. */
function word(micros: number, step: number): string {
  const reads = clock(micros);
  if (step >= 1_000_000) {
    return reads.slice(0, -3);
  }
  return step >= 100_000 ? reads.slice(0, -1) : reads;
}
