/** What a dot of the map stands for, and how dots are told apart: by colour and by shape. */
export interface Point {
  readonly clip: number;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly label: string | null;
  readonly decided: boolean;
  readonly disagreement: number | null;
  readonly noise: number | null;
}

export interface Label {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
}

export type By = 'label' | 'disagreement' | 'noise';

export type Shape =
  | 'circle'
  | 'square'
  | 'triangle'
  | 'diamond'
  | 'wedge'
  | 'plus'
  | 'cross'
  | 'star'
  | 'ring'
  | 'speck'
  | 'hatch0'
  | 'hatch1'
  | 'hatch2'
  | 'hatch3';

/** One entry of the legend. */
export interface Group {
  readonly name: string;
  /** A colour of the style sheets' language. */
  readonly colour: string;
  readonly shape: Shape;
}

/** A legend, and which entry each point belongs to. */
export interface Colouring {
  readonly groups: readonly Group[];
  readonly of: Uint16Array;
}

export interface BandWords {
  readonly unlabelled: string;
  readonly unknown: Readonly<Record<'disagreement' | 'noise', string>>;
  /** Four each, from least to most. */
  readonly bands: Readonly<Record<'disagreement' | 'noise', readonly string[]>>;
}

const LABEL_SHAPES: readonly Shape[] = [
  'circle',
  'square',
  'triangle',
  'diamond',
  'wedge',
  'plus',
  'cross',
  'star',
];

const NOBODY = 'var(--ut-ink-3)';

/** Shares at which the second, third and fourth band begin. */
const BOUNDS = { disagreement: [0.001, 0.25, 0.5], noise: [0.25, 0.5, 0.75] } as const;

const BANDS = {
  disagreement: [
    { colour: 'var(--ut-line-strong)', shape: 'ring' },
    { colour: 'color-mix(in oklab, var(--ut-accent) 55%, var(--ut-line-strong))', shape: 'circle' },
    { colour: 'var(--ut-accent)', shape: 'triangle' },
    { colour: 'var(--ut-ink)', shape: 'diamond' },
  ],
  // noise is hatching, never a colour of its own
  noise: [
    { colour: 'var(--ut-line-strong)', shape: 'hatch0' },
    { colour: 'var(--ut-hatch)', shape: 'hatch1' },
    { colour: 'var(--ut-hatch)', shape: 'hatch2' },
    { colour: 'var(--ut-ink)', shape: 'hatch3' },
  ],
} as const;

export function colouring(
  points: readonly Point[],
  by: By,
  labels: readonly Label[],
  words: BandWords,
): Colouring {
  return by === 'label' ? byLabel(points, labels, words) : byShare(points, by, words);
}

/** A label of an older scheme that points still have is an entry too. */
function byLabel(points: readonly Point[], labels: readonly Label[], words: BandWords): Colouring {
  const groups: Group[] = labels.map((label, i) => ({
    name: label.name,
    colour: label.colour,
    shape: LABEL_SHAPES[i % LABEL_SHAPES.length] ?? 'circle',
  }));
  const places = new Map(labels.map((label, i) => [label.id, i]));
  const nobody = 'a label that no scheme can have';
  const of = Uint16Array.from(points, (point) => {
    const id = point.label ?? nobody;
    const known = places.get(id);
    if (known !== undefined) {
      return known;
    }
    groups.push(
      point.label === null
        ? { name: words.unlabelled, colour: NOBODY, shape: 'speck' }
        : { name: id, colour: NOBODY, shape: 'ring' },
    );
    places.set(id, groups.length - 1);
    return groups.length - 1;
  });
  return { groups, of };
}

function byShare(
  points: readonly Point[],
  by: 'disagreement' | 'noise',
  words: BandWords,
): Colouring {
  const groups: Group[] = BANDS[by].map((look, i) => ({ ...look, name: words.bands[by][i] ?? '' }));
  groups.push({ name: words.unknown[by], colour: NOBODY, shape: 'speck' });
  const of = Uint16Array.from(points, (point) => {
    const share = point[by];
    return share === null ? groups.length - 1 : BOUNDS[by].filter((bound) => share >= bound).length;
  });
  return { groups, of };
}
