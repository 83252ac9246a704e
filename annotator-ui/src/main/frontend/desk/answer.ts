/**
 * What an annotator holds of one clip: a candidate set and how it is meant.
 *
 * Answers never change; every act makes a new one, so that undo is a matter of remembering.
 */

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

export function apply(answer: Answer, act: Act): Answer {
  switch (act.kind) {
    case 'press':
      return press(answer, act.label);
    case 'ruleOut':
      return ruleOut(answer, act.label);
    case 'mean':
      return mean(answer, act.meaning);
    case 'sure':
      return { ...answer, certainty: unlessAgain(answer.certainty, act.certainty) };
    case 'strong':
      return { ...answer, intensity: unlessAgain(answer.intensity, act.intensity) };
  }
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
function press(answer: Answer, label: string): Answer {
  const held = answer.candidates.includes(label);
  return {
    ...answer,
    meaning: answer.meaning === 'CANNOT_TELL' ? 'ONE_OF' : answer.meaning,
    candidates: held ? without(answer.candidates, label) : [...answer.candidates, label],
    excluded: without(answer.excluded, label),
  };
}

function ruleOut(answer: Answer, label: string): Answer {
  const ruledOut = answer.excluded.includes(label);
  return {
    ...answer,
    candidates: without(answer.candidates, label),
    excluded: ruledOut ? without(answer.excluded, label) : [...answer.excluded, label],
  };
}

/** "Cannot tell" lets go of the candidates; what was ruled out stays, for that one can tell. */
function mean(answer: Answer, meaning: Meaning): Answer {
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
export interface Steps {
  readonly now: Answer;
  readonly before: readonly Answer[];
  readonly after: readonly Answer[];
}

export function begin(answer: Answer): Steps {
  return { now: answer, before: [], after: [] };
}

export function take(steps: Steps, act: Act): Steps {
  return { now: apply(steps.now, act), before: [...steps.before, steps.now], after: [] };
}

export function undo(steps: Steps): Steps {
  const last = steps.before.at(-1);
  return last === undefined
    ? steps
    : { now: last, before: steps.before.slice(0, -1), after: [steps.now, ...steps.after] };
}

export function redo(steps: Steps): Steps {
  const [next, ...rest] = steps.after;
  return next === undefined
    ? steps
    : { now: next, before: [...steps.before, steps.now], after: rest };
}
