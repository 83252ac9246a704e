/** Which pictures of its sound a timeline shows. */
export const SOUND_LANES = ['WAVE', 'SPECTROGRAM', 'BOTH'] as const;
export type SoundLane = (typeof SOUND_LANES)[number];

/** How somebody likes to watch; remembered by the browser and shared by all its players. */
export interface Habits {
  readonly speed: number;
  readonly loop: boolean;
  readonly muted: boolean;
  readonly volume: number; // 0..1
  readonly sound: SoundLane;
  /** Whether what machines follow in the face is laid open. */
  readonly face: boolean;
}

const KEY = 'undertone-player';
const AT_FIRST: Habits = { speed: 1, loop: false, muted: false, volume: 1, sound: 'WAVE', face: true };

export function habits(): Habits {
  try {
    return { ...AT_FIRST, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Habits>) };
  } catch {
    return AT_FIRST; // a browser that keeps nothing, or somebody else's value under our key
  }
}

export function keepHabits(kept: Habits): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A full or forbidden store only means that the next visit starts afresh.
  }
}

/** @param bounded whether playing keeps to a stretch, whose end the element itself does not know */
export function adopt(media: HTMLMediaElement | null, habits: Habits, bounded: boolean): void {
  if (media !== null) {
    media.preservesPitch = true;
    media.defaultPlaybackRate = habits.speed;
    media.playbackRate = habits.speed;
    media.loop = habits.loop && !bounded;
    media.muted = habits.muted;
    media.volume = habits.volume;
  }
}
