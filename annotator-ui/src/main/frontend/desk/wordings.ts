/**
 * Wordings of others, offered for the clip on the desk: sentences that were written of clips like
 * it. None is anybody's words until it is taken, and what became of each goes out with the answer.
 */
import type { Place, Region } from './caption-structure.js';

/** When a corpus offers them: never, to who has written something already, or at once. */
export type WordingHelp = 'OFF' | 'AFTER_DRAFT' | 'AT_ONCE';

export interface Wording {
  readonly id: number;
  readonly level: 'GLOBAL' | 'LOCAL' | 'SUMMARY';
  readonly region: Region | null;
  readonly text: string;
  readonly language: string;
}

/** What the server offers; nothing where the corpus has not learned from captions. */
export interface Offered {
  readonly learned: boolean;
  readonly offered: readonly Wording[];
}

/** What became of an offer. */
export interface Chosen {
  readonly offer: number;
  readonly taken: boolean;
}

/** How far the annotator is with them on one clip. */
export interface WordingWork {
  readonly state: 'unasked' | 'asking' | 'unlearned' | 'away' | 'there';
  /** Those neither taken nor put aside. */
  readonly open: readonly Wording[];
  readonly chosen: readonly Chosen[];
}

export const NO_WORDINGS: WordingWork = { state: 'unasked', open: [], chosen: [] };

export function arrived(work: WordingWork, answer: Offered | null): WordingWork {
  if (answer === null) {
    return { ...work, state: 'away' };
  }
  const settled = new Set(work.chosen.map(({ offer }) => offer));
  return {
    ...work,
    state: answer.learned ? 'there' : 'unlearned',
    open: answer.offered.filter(({ id }) => !settled.has(id)),
  };
}

export function choose(work: WordingWork, offer: number, taken: boolean): WordingWork {
  return {
    ...work,
    open: work.open.filter(({ id }) => id !== offer),
    chosen: [...work.chosen.filter((one) => one.offer !== offer), { offer, taken }],
  };
}

export function placeOf({ level, region }: Wording): Place {
  return level === 'LOCAL' ? (region ?? 'OTHER') : level;
}

/** A sentence after those that stand there already. */
export function after(before: string, sentence: string): string {
  const space = before === '' || /[\s\u3002\uff01\uff1f]$/.test(before) ? '' : ' ';
  return `${before}${space}${sentence}`;
}
