/** Keys an annotator gave to labels, kept by the browser for each scheme. */
import { Keymap, nameOf, type KeyPress, type OwnKeys, type Stroke } from './keys.js';

type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

/** Keys that must stay what they are, or the desk could not be left, walked or played. */
const TAKEN = ['Enter', 'Tab', 'Escape', 'Backspace', 'Delete', ' '];

export type Wish =
  | { readonly kind: 'given'; readonly own: OwnKeys }
  /** Another label, or something the desk does, has the key. */
  | { readonly kind: 'taken'; readonly key: string; readonly by: Stroke }
  | { readonly kind: 'unfit'; readonly key: string };

export function ownKeys(shelf: Shelf, scheme: string): OwnKeys {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(placeOf(scheme)) ?? '{}');
    const pairs = typeof kept === 'object' && kept !== null ? Object.entries(kept) : [];
    return Object.fromEntries(pairs.filter(([, key]) => typeof key === 'string')) as OwnKeys;
  } catch {
    return {}; // somebody else's value under our name, or a browser that keeps nothing
  }
}

export function keepOwnKeys(shelf: Shelf, scheme: string, own: OwnKeys): void {
  try {
    shelf.setItem(placeOf(scheme), JSON.stringify(own));
  } catch {
    // A full or forbidden store only means that the next visit has the scheme's keys.
  }
}

/** Gives a key to a label, or says who has it: nobody loses a key without hearing of it. */
export function wishFor(keymap: Keymap, label: string, press: KeyPress): Wish {
  const key = nameOf(press);
  if (key.length !== 1 || TAKEN.includes(key) || press.ctrlKey || press.metaKey) {
    return { kind: 'unfit', key };
  }
  const by = keymap.meaningOf(key);
  if (by !== null && !(by.kind === 'act' && 'label' in by.act && by.act.label === label)) {
    return { kind: 'taken', key, by };
  }
  return { kind: 'given', own: { ...keymap.own, [label]: key } };
}

function placeOf(scheme: string): string {
  return `undertone-label-keys:${scheme}`;
}
