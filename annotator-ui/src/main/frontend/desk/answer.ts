/**
 * What an annotator holds of one clip: a candidate set and how it is meant.
 *
 * Answers never change; every act makes a new one, so that undo is a matter of remembering.
 */

import { wordOf } from './own-words.js';

/** How the candidates are to be read; stored with the vote and never guessed. */
export type Meaning = 'ONE_OF' | 'ALL_OF' | 'CANNOT_TELL';

/** How sure the annotator is, in three words. Numbers come later, by calibration. */
export type Certainty = 'UNSURE' | 'FAIRLY' | 'CERTAIN';

export interface Answer {
  readonly meaning: Meaning;
  /** Label ids in order of belief. */
  readonly candidates: readonly string[];
  /** Label ids held impossible; never a candidate at the same time. */
  readonly excluded: readonly string[];
  readonly certainty: Certainty | null;
  /** 0..1 */
  readonly intensity: number | null;
}

/** One thing an annotator does to an answer, by key, mouse or touch alike. */
export type Act =
  | { readonly kind: 'press'; readonly label: string }
  | { readonly kind: 'ruleOut'; readonly label: string }
  /** Puts a label at a place in the order, 1 the first; one that was no candidate becomes one. */
  | { readonly kind: 'rank'; readonly label: string; readonly rank: number }
  | { readonly kind: 'mean'; readonly meaning: Meaning }
  | { readonly kind: 'sure'; readonly certainty: Certainty }
  | { readonly kind: 'strong'; readonly intensity: number };

/** Where a label stands in an answer. */
export type Place =
  | { readonly kind: 'open' }
  | { readonly kind: 'candidate'; readonly rank: number } // 1 = first choice
  | { readonly kind: 'excluded' };

export const NOTHING_YET: Answer = {
  meaning: 'ONE_OF',
  candidates: [],
  excluded: [],
  certainty: null,
  intensity: null,
};

/** Answers may carry more than an answer (a time, parts of their own): what is not answered stays. */
export function apply<A extends Answer>(answer: A, act: Act): A {
  switch (act.kind) {
    case 'press':
      return press(answer, act.label);
    case 'ruleOut':
      return ruleOut(answer, act.label);
    case 'rank':
      return rank(answer, act.label, act.rank);
    case 'mean':
      return mean(answer, act.meaning);
    case 'sure':
      return { ...answer, certainty: unlessAgain(answer.certainty, act.certainty) };
    case 'strong':
      return { ...answer, intensity: unlessAgain(answer.intensity, act.intensity) };
  }
}

/** What pointing at a label means, wherever it is drawn: with Shift it is ruled out. */
export function pointedAt(label: string, shifted: boolean): Act {
  return { kind: shifted ? 'ruleOut' : 'press', label };
}

export function placeOf(answer: Answer, label: string): Place {
  const rank = answer.candidates.indexOf(label) + 1;
  if (rank > 0) {
    return { kind: 'candidate', rank };
  }
  return { kind: answer.excluded.includes(label) ? 'excluded' : 'open' };
}

/** True when the answer says something: a candidate, or plainly that one cannot tell. */
export function isComplete(answer: Answer): boolean {
  return answer.meaning === 'CANNOT_TELL' || answer.candidates.length > 0;
}

export function isUntouched(answer: Answer): boolean {
  return (
    !isComplete(answer) &&
    answer.excluded.length === 0 &&
    answer.certainty === null &&
    answer.intensity === null
  );
}

/** Adds a label at the end of the order, or removes it; either way it is no longer ruled out. */
function press<A extends Answer>(answer: A, label: string): A {
  const held = answer.candidates.includes(label);
  return {
    ...answer,
    meaning: answer.meaning === 'CANNOT_TELL' ? 'ONE_OF' : answer.meaning,
    candidates: held ? without(answer.candidates, label) : [...answer.candidates, label],
    excluded: without(answer.excluded, label),
  };
}

/** Only labels are ruled out: a word of one's own that does not fit is taken away. */
function ruleOut<A extends Answer>(answer: A, label: string): A {
  if (wordOf(label) !== null) {
    return { ...answer, candidates: without(answer.candidates, label) };
  }
  const ruledOut = answer.excluded.includes(label);
  return {
    ...answer,
    candidates: without(answer.candidates, label),
    excluded: ruledOut ? without(answer.excluded, label) : [...answer.excluded, label],
  };
}

function rank<A extends Answer>(answer: A, label: string, rank: number): A {
  const others = without(answer.candidates, label);
  return {
    ...answer,
    meaning: answer.meaning === 'CANNOT_TELL' ? 'ONE_OF' : answer.meaning,
    candidates: [...others.slice(0, rank - 1), label, ...others.slice(rank - 1)],
    excluded: without(answer.excluded, label),
  };
}

/** "Cannot tell" lets go of the candidates; what was ruled out stays, for that one can tell. */
function mean<A extends Answer>(answer: A, meaning: Meaning): A {
  if (meaning !== 'CANNOT_TELL') {
    return { ...answer, meaning };
  }
  return answer.meaning === 'CANNOT_TELL'
    ? { ...answer, meaning: 'ONE_OF' }
    : { ...answer, meaning, candidates: [] };
}

function without(labels: readonly string[], label: string): readonly string[] {
  return labels.filter((held) => held !== label);
}

function unlessAgain<T>(held: T | null, chosen: T): T | null {
  return held === chosen ? null : chosen;
}

/** The answer to one clip with the way it came about. */
export interface Steps<A extends Answer = Answer> {
  readonly now: A;
  readonly before: readonly A[];
  readonly after: readonly A[];
}

export function begin<A extends Answer>(answer: A): Steps<A> {
  return { now: answer, before: [], after: [] };
}

export function take<A extends Answer>(steps: Steps<A>, act: Act): Steps<A> {
  return step(steps, apply(steps.now, act));
}

/** One step further, to an answer made elsewhere. */
export function step<A extends Answer>(steps: Steps<A>, next: A): Steps<A> {
  return { now: next, before: [...steps.before, steps.now], after: [] };
}

export function undo<A extends Answer>(steps: Steps<A>): Steps<A> {
  const last = steps.before.at(-1);
  return last === undefined
    ? steps
    : { now: last, before: steps.before.slice(0, -1), after: [steps.now, ...steps.after] };
}

export function redo<A extends Answer>(steps: Steps<A>): Steps<A> {
  const [next, ...rest] = steps.after;
  return next === undefined
    ? steps
    : { now: next, before: [...steps.before, steps.now], after: rest };
}
