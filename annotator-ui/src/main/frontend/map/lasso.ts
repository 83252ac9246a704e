/** What lies inside what a hand has drawn, and what lies under a pointer. Any unit, one for all. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Whether a place lies inside a closed line, by the number of times a ray from it crosses the line. */
export function inside(line: readonly Spot[], x: number, y: number): boolean {
  let within = false;
  let before = line[line.length - 1];
  for (const corner of line) {
    if (before && corner.y > y !== before.y > y) {
      const crossing = corner.x + ((y - corner.y) / (before.y - corner.y)) * (before.x - corner.x);
      within = x < crossing ? !within : within;
    }
    before = corner;
  }
  return within;
}

/** The rectangle between two corners, as a line. */
export function rectangle(from: Spot, to: Spot): Spot[] {
  return [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }];
}

/** Which of many places lie inside a line. */
export function caught(line: readonly Spot[], xs: ArrayLike<number>, ys: ArrayLike<number>): number[] {
  let left = Infinity;
  let right = -Infinity;
  for (const corner of line) {
    left = Math.min(left, corner.x);
    right = Math.max(right, corner.x);
  }
  const found: number[] = [];
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i] ?? NaN;
    if (x >= left && x <= right && inside(line, x, ys[i] ?? NaN)) {
      found.push(i);
    }
  }
  return found;
}

/** The place nearest to a pointer and no further than a reach; -1 = none. */
export function nearest(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  x: number,
  y: number,
  reach: number,
): number {
  let best = -1;
  let least = reach * reach;
  for (let i = 0; i < xs.length; i++) {
    const across = (xs[i] ?? NaN) - x;
    const up = (ys[i] ?? NaN) - y;
    const square = across * across + up * up;
    if (square <= least) {
      least = square;
      best = i;
    }
  }
  return best;
}
