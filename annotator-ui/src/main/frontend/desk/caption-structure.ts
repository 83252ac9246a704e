/**
 * The structure of a caption: one sentence on the whole, one on each region, one in sum. It stands
 * beside the free text and takes nothing from it.
 */

export const REGIONS = ['EYES', 'BROWS', 'NOSE', 'MOUTH', 'CHEEKS', 'JAW', 'HEAD', 'OTHER'] as const;
export type Region = (typeof REGIONS)[number];

/** Where words can stand, in the order of the fields. */
export const PLACES = ['GLOBAL', ...REGIONS, 'SUMMARY'] as const;
export type Place = (typeof PLACES)[number];

/** Words by place; a place without words is left out. */
export type Structure = Readonly<Partial<Record<Place, string>>>;

/** As it is sent and arrives. */
export interface Described {
  readonly level: 'GLOBAL' | 'LOCAL' | 'SUMMARY';
  readonly region: Region | null;
  readonly text: string;
  readonly language: string;
}

export const NO_STRUCTURE: Structure = {};

export function write(structure: Structure, place: Place, text: string): Structure {
  const { [place]: _, ...others } = structure;
  return text === '' ? others : { ...others, [place]: text };
}

export function toSend(structure: Structure, languageOf: (text: string) => string): Described[] {
  return PLACES.flatMap((place) => {
    const text = structure[place]?.trim() ?? '';
    const level = place === 'GLOBAL' || place === 'SUMMARY' ? place : 'LOCAL';
    const region = level === 'LOCAL' ? (place as Region) : null;
    return text === '' ? [] : [{ level, region, text, language: languageOf(text) }];
  });
}

export function structureOf(arrived: readonly Described[] | null | undefined): Structure {
  return Object.fromEntries(
    (arrived ?? []).map(({ level, region, text }) => [level === 'LOCAL' ? region : level, text]),
  ) as Structure;
}

/** Words that tell where a sentence looks, in English as stems at the beginning of words. */
const CUES: ReadonlyArray<readonly [Region, RegExp]> = [
  ['EYES', /\b(?:eyes?\b|eyelid|lids?\b|gaz(?:e|es|ing)\b|stares?\b)|眼|目光|视线|凝视/iu],
  ['BROWS', /\b(?:eye)?brows?\b|\bforehead|眉|额/iu],
  ['NOSE', /\b(?:nose|nostril)|鼻/iu],
  ['MOUTH', /\b(?:mouth|lips?\b|teeth|smil(?:e|es|ing)\b)|嘴|唇|牙|微笑|笑容/iu],
  ['CHEEKS', /\bcheek|脸颊|面颊|腮/iu],
  ['JAW', /\b(?:jaw|chin\b)|下巴|下颌/iu],
  ['HEAD', /\bhead\b|头部|低头|抬头|摇头|点头/iu],
];

const IN_SUM = /\b(?:overall|ultimately)\b|总的来说|总之|总体/iu;

/**
 * Proposes a structure for a free text, as the EmoCapCLIP-style rule has it: a sentence belongs to
 * the region whose word it names first; the first one without any is on the whole; one that says
 * "overall" and names an emotion, or the last without a region, is the sum. What fits nowhere is
 * "other".
 *
 * @param emotions names of labels
 */
export function propose(text: string, emotions: readonly string[]): Structure {
  const sentences = sentencesOf(text);
  const placed = sentences.map((sentence, i): readonly [Place, string] => [
    placeOf(sentence, i, sentences.length, emotions),
    sentence,
  ]);
  return placed.reduce<Structure>((structure, [place, sentence]) => {
    const before = structure[place];
    const space = before !== undefined && /[A-Za-z.!?]$/.test(before) ? ' ' : '';
    return write(structure, place, before === undefined ? sentence : `${before}${space}${sentence}`);
  }, NO_STRUCTURE);
}

/** Takes a proposal where nothing is written yet. */
export function fill(structure: Structure, proposed: Structure): Structure {
  return { ...proposed, ...structure };
}

function placeOf(sentence: string, at: number, count: number, emotions: readonly string[]): Place {
  const emotional = emotions.some((name) => names(sentence, name));
  if (IN_SUM.test(sentence) && emotional) {
    return 'SUMMARY';
  }
  const found = CUES.map(([region, cue]) => [region, sentence.search(cue)] as const)
    .filter(([, where]) => where >= 0)
    .sort(([, one], [, other]) => one - other)[0];
  if (found !== undefined) {
    return found[0];
  }
  if (at === 0) {
    return 'GLOBAL';
  }
  return at === count - 1 ? 'SUMMARY' : 'OTHER';
}

/** Whether a name stands in a sentence as a word: "joy" does not in "enjoy". Han has no gaps. */
function names(sentence: string, name: string): boolean {
  const lower = sentence.toLowerCase();
  const wanted = name.toLowerCase();
  if (wanted === '' || /\p{Script=Han}/u.test(wanted)) {
    return wanted !== '' && lower.includes(wanted);
  }
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
    const around = [lower.slice(0, at), lower.slice(at + wanted.length)];
    if (!/\p{L}$/u.test(around[0] ?? '') && !/^\p{L}/u.test(around[1] ?? '')) {
      return true;
    }
  }
  return false;
}

function sentencesOf(text: string): readonly string[] {
  return [...new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text)]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== '');
}
