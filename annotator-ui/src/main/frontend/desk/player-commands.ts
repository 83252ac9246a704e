/** What the keys of a player do, but for those of the parts. */
import type { Command } from './keys.js';
import { nextSpeed } from './playback.js';
import type { Habits } from './player-habits.js';

const SECOND = 1_000_000; // microseconds
const LOUDER = 0.1;

/** A player as its keys see it. Microseconds. */
export interface Obedient {
  readonly position: number;
  /** Where the last frame is on screen. */
  readonly last: number;
  readonly habits: Habits;
  readonly line: { zoomIn(): void; zoomOut(): void; zoomWhole(): void } | null;
  toggle(): void;
  stepFrames(by: number): void;
  seek(micros: number): void;
  keep(habits: Habits): void;
}

/** Does what a key means, if it is the player's business. */
export function obey(player: Obedient, command: Command): boolean {
  const deed = deeds(player)[command];
  deed?.();
  return deed !== undefined;
}

function deeds(player: Obedient): Partial<Record<Command, () => void>> {
  const { position, habits, line } = player;
  return {
    playPause: () => player.toggle(),
    frameBack: () => player.stepFrames(-1),
    frameForward: () => player.stepFrames(1),
    secondBack: () => player.seek(position - SECOND),
    secondForward: () => player.seek(position + SECOND),
    toStart: () => player.seek(0),
    toEnd: () => player.seek(player.last),
    slower: () => player.keep({ ...habits, speed: nextSpeed(habits.speed, -1) }),
    faster: () => player.keep({ ...habits, speed: nextSpeed(habits.speed, 1) }),
    louder: () => player.keep({ ...habits, muted: false, volume: louder(habits, LOUDER) }),
    quieter: () => player.keep({ ...habits, volume: louder(habits, -LOUDER) }),
    loop: () => player.keep({ ...habits, loop: !habits.loop }),
    zoomIn: () => line?.zoomIn(),
    zoomOut: () => line?.zoomOut(),
    zoomWhole: () => line?.zoomWhole(),
  };
}

/** A muted player begins at silence. */
function louder({ volume, muted }: Habits, by: number): number {
  const before = muted ? 0 : volume;
  return Math.round(Math.min(1, Math.max(0, before + by)) * 100) / 100;
}
