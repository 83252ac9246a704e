/**
 * Words of the annotator's own, held beside the labels. Among the candidates one stands as `~word`,
 * as no label is called; what it stands for the server knows.
 */
import type { Label } from './api.js';

/** What a word stands for, and how that was found. */
export interface Sense {
  readonly word: string;
  /** Null: none of the labels. */
  readonly label: string | null;
  readonly chain: readonly string[];
}

export const LONGEST_WORD = 60;

const MARK = '~';
const NOBODYS_COLOUR = '#8a8f98';
const PARTING = /[|~'",[\]\p{Cc}]/gu;

/** The candidate of a word as it was typed; null if nothing is left of it. */
export function candidateOf(typed: string): string | null {
  const word = typed.replace(PARTING, ' ').trim().replace(/\s+/g, ' ').toLowerCase();
  return word === '' ? null : MARK + word.slice(0, LONGEST_WORD).trim();
}

/** The word of a candidate; null if it is a label. */
export function wordOf(candidate: string): string | null {
  return candidate.startsWith(MARK) ? candidate.slice(MARK.length) : null;
}

/** The labels of a scheme with the words of an answer behind them, each as if it were a label. */
export function withWords(
  labels: readonly Label[],
  candidates: readonly string[],
  senses: ReadonlyMap<string, Sense>,
  standsFor: (label: string | null, chain: readonly string[]) => string,
): readonly Label[] {
  const words = candidates.flatMap((id) => {
    const word = wordOf(id);
    return word === null ? [] : [asLabel(id, word, labels, senses.get(word), standsFor)];
  });
  return words.length === 0 ? labels : [...labels, ...words];
}

function asLabel(
  id: string,
  word: string,
  labels: readonly Label[],
  sense: Sense | undefined,
  standsFor: (label: string | null, chain: readonly string[]) => string,
): Label {
  const label = labels.find((one) => one.id === sense?.label);
  return {
    id,
    name: label === undefined ? word : `${word} → ${label.name}`,
    definition: sense === undefined ? '' : standsFor(label?.name ?? null, sense.chain),
    colour: label?.colour ?? NOBODYS_COLOUR,
    key: null,
    glyph: label?.glyph ?? '“',
  };
}
