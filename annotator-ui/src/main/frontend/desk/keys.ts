/**
 * The keys of the desk. Letters belong to the labels of the scheme, so everything else lives on
 * digits and signs; where a label claims one of those, the label has it.
 */
import { pointedAt, type Act, type Certainty, type Meaning } from './answer.js';

/** What the desk can be told to do besides answering. */
export type Command =
  | 'submit'
  | 'back'
  | 'skip'
  | 'undo'
  | 'redo'
  | 'caption'
  | 'word'
  | 'rate'
  | 'keys'
  | 'comment'
  | 'unveil'
  | 'playPause'
  | 'frameBack'
  | 'frameForward'
  | 'secondBack'
  | 'secondForward'
  | 'toStart'
  | 'toEnd'
  | 'slower'
  | 'faster'
  | 'loop'
  | 'louder'
  | 'quieter'
  | 'zoomIn'
  | 'zoomOut'
  | 'zoomWhole'
  | PartCommand
  | 'record';

/** What can be done to the parts of a clip. */
export type PartCommand =
  | 'partStart'
  | 'partEnd'
  | 'partMark'
  | 'partNext'
  | 'partPrevious'
  | 'partSplit'
  | 'partMerge'
  | 'partRemove'
  | 'partPlay'
  | 'edgeNext'
  | 'edgePrevious'
  | 'edgeForward'
  | 'edgeBack'
  | 'wholeClip';

export type Stroke =
  | { readonly kind: 'act'; readonly act: Act }
  | { readonly kind: 'command'; readonly command: Command };

/** What a key event tells; `KeyboardEvent` has it all. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
}

interface KeyedLabel {
  readonly id: string;
  readonly name: string;
  readonly key: string | null;
}

/** Intensities as four bars. */
export const INTENSITIES = [0.25, 0.5, 0.75, 1] as const;

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const CANNOT_TELL = ['X', 'Z', 'Q', '`'];

const ANSWER_DIGITS: ReadonlyArray<readonly [string, Act]> = [
  ['1', { kind: 'sure', certainty: 'UNSURE' }],
  ['2', { kind: 'sure', certainty: 'FAIRLY' }],
  ['3', { kind: 'sure', certainty: 'CERTAIN' }],
  ['4', { kind: 'mean', meaning: 'ONE_OF' }],
  ['5', { kind: 'mean', meaning: 'ALL_OF' }],
  ['6', { kind: 'strong', intensity: INTENSITIES[0] }],
  ['7', { kind: 'strong', intensity: INTENSITIES[1] }],
  ['8', { kind: 'strong', intensity: INTENSITIES[2] }],
  ['9', { kind: 'strong', intensity: INTENSITIES[3] }],
];

const COMMAND_KEYS: ReadonlyArray<readonly [string, Command]> = [
  ['Enter', 'submit'],
  ['Backspace', 'back'],
  ['0', 'skip'],
  ['/', 'caption'],
  ['&', 'word'],
  ['*', 'rate'],
  ['?', 'keys'],
  ['@', 'comment'],
  ['!', 'unveil'],
  [' ', 'playPause'],
  ['ArrowLeft', 'frameBack'],
  ['ArrowRight', 'frameForward'],
  ['Shift+ArrowLeft', 'secondBack'],
  ['Shift+ArrowRight', 'secondForward'],
  ['Home', 'toStart'],
  ['End', 'toEnd'],
  [',', 'slower'],
  ['.', 'faster'],
  ['-', 'loop'],
  ['Shift+ArrowUp', 'louder'],
  ['Shift+ArrowDown', 'quieter'],
  ['+', 'zoomIn'],
  ['_', 'zoomOut'],
  ['=', 'zoomWhole'],
  ['(', 'partStart'],
  [')', 'partEnd'],
  ['Insert', 'partMark'],
  ['}', 'partNext'],
  ['{', 'partPrevious'],
  [';', 'partSplit'],
  [':', 'partMerge'],
  ['Delete', 'partRemove'],
  ['Shift+ ', 'partPlay'],
  [']', 'edgeNext'],
  ['[', 'edgePrevious'],
  ['>', 'edgeForward'],
  ['<', 'edgeBack'],
  ['Escape', 'wholeClip'],
  ['#', 'record'],
];

/** Keys that a finger may rest on: they go on for as long as it does. */
const REPEATED: ReadonlySet<Command> = new Set<Command>([
  'frameBack',
  'frameForward',
  'secondBack',
  'secondForward',
  'louder',
  'quieter',
  'zoomIn',
  'zoomOut',
  'edgeForward',
  'edgeBack',
]);

/** Keys of an annotator's own, label id to key. */
export type OwnKeys = Readonly<Record<string, string>>;

/** Which key does what under one label scheme. */
export class Keymap {
  readonly labels: readonly KeyedLabel[];
  readonly own: OwnKeys;
  private readonly owners = new Map<string, string>(); // key -> label id
  private readonly keys = new Map<string, string>(); // label id -> key
  private readonly strokes = new Map<string, Stroke>();

  /** @param own go before the scheme's own keys */
  constructor(labels: readonly KeyedLabel[], own: OwnKeys = {}) {
    this.labels = labels;
    this.own = own;
    for (const label of labels) {
      this.claim(label.id, own[label.id] ?? null);
    }
    for (const label of labels) {
      this.claim(label.id, label.key?.toUpperCase() ?? null);
    }
    // A label without a key of its own, or whose key another one has, gets a letter of its name.
    for (const label of labels) {
      const wishes = [...label.name.toUpperCase(), ...LETTERS].filter((l) => LETTERS.includes(l));
      for (const wish of wishes) {
        this.claim(label.id, wish);
      }
    }
    const cannotTell = CANNOT_TELL.find((key) => !this.owners.has(key));
    if (cannotTell !== undefined) {
      this.bind(cannotTell, act({ kind: 'mean', meaning: 'CANNOT_TELL' }));
    }
    for (const [key, answer] of ANSWER_DIGITS) {
      this.bind(key, act(answer));
    }
    for (const [key, command] of COMMAND_KEYS) {
      this.bind(key, { kind: 'command', command });
    }
  }

  /** The key that adds a label, if there was one left for it. */
  ofLabel(label: string): string | null {
    return this.keys.get(label) ?? null;
  }

  ofMeaning(meaning: Meaning): string | null {
    return this.ofAct((a) => a.kind === 'mean' && a.meaning === meaning);
  }

  ofCertainty(certainty: Certainty): string | null {
    return this.ofAct((a) => a.kind === 'sure' && a.certainty === certainty);
  }

  ofIntensity(intensity: number): string | null {
    return this.ofAct((a) => a.kind === 'strong' && a.intensity === intensity);
  }

  ofCommand(command: Command): string | null {
    return this.find((s) => s.kind === 'command' && s.command === command);
  }

  /** What a key does here, if it does anything. */
  meaningOf(key: string): Stroke | null {
    const label = this.owners.get(key);
    return label === undefined ? (this.strokes.get(key) ?? null) : act(pointedAt(label, false));
  }

  /** What a key press means here, or null when it is none of the desk's business. */
  read(press: KeyPress): Stroke | null {
    // Many keyboards have their brackets behind Alt, or behind AltGr, which Windows tells as both.
    const reached = press.altKey && !press.metaKey && /^[^\p{Letter}\p{Number}\s]$/u.test(press.key);
    if (press.isComposing || (press.altKey && !reached)) {
      return null;
    }
    if ((press.ctrlKey || press.metaKey) && !reached) {
      return withControl(press);
    }
    const key = nameOf(press);
    const label = this.owners.get(key);
    if (label !== undefined) {
      return act(pointedAt(label, press.shiftKey));
    }
    const shifted = press.shiftKey ? this.strokes.get(`Shift+${key}`) : undefined;
    return shifted ?? this.strokes.get(key) ?? null;
  }

  private claim(label: string, key: string | null): void {
    if (key !== null && key !== '' && !this.keys.has(label) && !this.owners.has(key)) {
      this.owners.set(key, label);
      this.keys.set(label, key);
    }
  }

  private bind(key: string, stroke: Stroke): void {
    if (!this.owners.has(key)) {
      this.strokes.set(key, stroke);
    }
  }

  private ofAct(fits: (act: Act) => boolean): string | null {
    return this.find((s) => s.kind === 'act' && fits(s.act));
  }

  private find(fits: (stroke: Stroke) => boolean): string | null {
    for (const [key, stroke] of this.strokes) {
      if (fits(stroke)) {
        return key;
      }
    }
    return null;
  }
}

/** Whether a key held down goes on doing what it does. */
export function repeats(stroke: Stroke): boolean {
  return stroke.kind === 'command' && REPEATED.has(stroke.command);
}

export function isPartCommand(command: Command): command is PartCommand {
  return /^(part|edge|wholeClip)/.test(command);
}

/** How a key is written on screen. */
export function keyCap(key: string): string {
  const caps: Readonly<Record<string, string>> = {
    Enter: '↵',
    Backspace: '⌫',
    ' ': '␣',
    'Shift+ ': '⇧ ␣',
    Escape: 'Esc',
    Delete: 'Del',
    Insert: 'Ins',
    'Shift+ArrowUp': '⇧ ↑',
    'Shift+ArrowDown': '⇧ ↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    'Shift+ArrowLeft': '⇧ ←',
    'Shift+ArrowRight': '⇧ →',
  };
  return caps[key] ?? key;
}

/** The key's name whatever the layout: digits by place, letters by place where the layout has none. */
export function nameOf(press: KeyPress): string {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  if (digit !== undefined && (press.code.startsWith('Numpad') || !press.shiftKey)) {
    return digit;
  }
  if (/^[a-z]$/i.test(press.key)) {
    return press.key.toUpperCase();
  }
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1];
  return letter !== undefined && !/^[ -~]$/.test(press.key) ? letter : press.key;
}

function withControl(press: KeyPress): Stroke | null {
  const key = press.key.toLowerCase();
  if (key === 'z') {
    return { kind: 'command', command: press.shiftKey ? 'redo' : 'undo' };
  }
  if (key === 'y') {
    return { kind: 'command', command: 'redo' };
  }
  return key === 'enter' ? { kind: 'command', command: 'submit' } : null;
}

function act(what: Act): Stroke {
  return { kind: 'act', act: what };
}
