/** The lines of a conversation around a clip, in the order in which they are spoken. */
import type { Clip, ContextLine, Speaker } from './api.js';

export interface TurnLine {
  readonly place: 'before' | 'here' | 'after';
  readonly sign: Speaker | null;
  readonly text: string;
  /** Null where there is nothing to play: a text or picture, the clip in hand, one that is hard to bear. */
  readonly plays: { readonly url: string; readonly poster: string | null; readonly seen: boolean } | null;
  readonly distressing: boolean;
}

/** Speakers past these share colours; their letters still differ. */
const COLOURS = 6;

/**
 * The turns around a clip, and between them what is said in the clip itself, or who speaks there.
 * A clip that stands alone has a line only where it says something besides its picture and sound.
 */
export function turnLines(clip: Clip): readonly TurnLine[] {
  const told = clip.modality !== 'TEXT' ? (clip.text ?? '') : '';
  const speaker = clip.speaker ?? null;
  const here: TurnLine = { place: 'here', sign: speaker, text: told, plays: null, distressing: false };
  const around = (place: 'before' | 'after'): TurnLine[] =>
    clip.context.filter((turn) => turn.position === place).map(lineOf);
  return [
    ...around('before'),
    ...(told !== '' || speaker !== null ? [here] : []),
    ...around('after'),
  ];
}

function lineOf(turn: ContextLine): TurnLine {
  const url = turn.mediaUrl ?? null;
  // An older server names speakers without a sign.
  const named = turn.speaker === null ? null : { name: turn.speaker, number: 0, letters: '' };
  return {
    place: turn.position,
    sign: turn.sign ?? named,
    text: turn.text,
    plays:
      url === null || (turn.modality !== 'VIDEO' && turn.modality !== 'AUDIO')
        ? null
        : { url, poster: turn.posterUrl ?? null, seen: turn.modality === 'VIDEO' },
    distressing: turn.distressing ?? false,
  };
}

/** Which of the colours for speakers is theirs, from 0. */
export function colourOf(sign: Speaker): number {
  return sign.number % COLOURS;
}
