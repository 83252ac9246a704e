/** What machines follow in a face from frame to frame: valence, arousal, action units. */

/** -1..1 of valence and arousal, 0..1 of a unit; null where no face was seen. */
export type Sample = number | null;

export interface Track {
  /** `valence`, `arousal`, or a unit such as `AU12`. */
  readonly measure: string;
  readonly micros: readonly number[]; // rising
  readonly values: readonly Sample[];
}

export interface Follower {
  readonly name: string;
  readonly tracks: readonly Track[];
}

/** From here on a unit counts as seen. */
const SEEN = 0.5;

/** None when they cannot be had. */
export async function fetchTracks(url: string): Promise<readonly Follower[]> {
  try {
    const response = await fetch(url, { credentials: 'same-origin' });
    return response.ok ? ((await response.json()) as { followers: readonly Follower[] }).followers : [];
  } catch {
    return [];
  }
}

/** The number of an action unit, or null. */
export function unitOf({ measure }: Track): number | null {
  return measure.startsWith('AU') ? Number(measure.slice(2)) : null;
}

/** Whether a lane of it shows anything: a unit that was never clearly seen is only named. */
export function seen(track: Track): boolean {
  return unitOf(track) === null || track.values.some((value) => value !== null && value >= SEEN);
}

/**
 * Values at so many equal steps from one time to another: of the frames within a step, the one
 * furthest from rest; between frames that are further apart, the one before. Null where no face was
 * seen, and outside of all frames.
 */
export function steps(track: Track, from: number, to: number, count: number): readonly Sample[] {
  const { micros, values } = track;
  const wide = (to - from) / count;
  const last = micros.length - 1;
  // What a frame shows lasts as long as frames are usually apart.
  const lasts = last < 1 ? wide : ((micros[last] ?? 0) - (micros[0] ?? 0)) / last;
  const found: Sample[] = [];
  let next = 0;
  for (let step = 0; step < count; step++) {
    const end = from + (step + 1) * wide;
    let furthest: Sample = null;
    let any = false;
    while (next <= last && (micros[next] ?? 0) < end) {
      const value = values[next] ?? null;
      const within = (micros[next] ?? 0) >= end - wide;
      if (within && value !== null && Math.abs(value) >= Math.abs(furthest ?? 0)) {
        furthest = value;
      }
      any ||= within;
      next++;
    }
    const before = next - 1;
    const held = before >= 0 && end - (micros[before] ?? 0) <= lasts + wide;
    found.push(any ? furthest : held ? (values[before] ?? null) : null);
  }
  return found;
}
