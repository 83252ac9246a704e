/** Which keys the desk may take from whatever has the focus. */
import { repeats, type Stroke } from './keys.js';

/**
 * Whether a key belongs to an input method that is still at work: it chooses a character and says
 * nothing to the desk. Safari tells the one that ends it by its code alone.
 */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** @param singleKeys whether letters and signs alone do anything */
export function mayTake(
  stroke: Stroke,
  event: KeyboardEvent,
  origin: EventTarget | undefined,
  singleKeys: boolean,
): boolean {
  const presses =
    origin instanceof Element &&
    origin.matches('button, summary, input, select, [role="button"]');
  const chooses = origin instanceof HTMLInputElement || origin instanceof HTMLSelectElement;
  if (presses && [' ', 'Enter'].includes(event.key)) {
    return false; // a control that was tabbed to is pressed by these
  }
  if (chooses && event.key.startsWith('Arrow')) {
    return false;
  }
  if (event.repeat && !repeats(stroke)) {
    return false; // a key held down answers once
  }
  return singleKeys || event.key.length > 1 || event.key === ' ' || event.ctrlKey;
}

export function isControl(target: EventTarget): boolean {
  return (
    target instanceof Element &&
    target.matches('button, label:not([for^="caption"]), summary, [role="button"]')
  );
}

/** One of a row of words of which one holds. */
export function isChoice(target: EventTarget): boolean {
  return target instanceof Element && target.matches('.choice label');
}

/** What a finger drags by itself: there it does not turn to another clip. */
export function isDragged(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches('undertone-timeline, undertone-plane, undertone-pad');
}

/** A dialog that was shut may still hold the focus; it has no say any more. */
export function isOpenDialog(target: EventTarget): boolean {
  return target instanceof HTMLDialogElement && target.open;
}

export function isShutDialog(target: EventTarget): boolean {
  return target instanceof HTMLDialogElement && !target.open;
}
