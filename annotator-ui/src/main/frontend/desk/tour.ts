/**
 * The short tour of the desk that an annotator is given at first: what each step speaks about, and
 * where its card stands so that it never covers that.
 */

/** A control of the desk. */
export type TourTarget = 'labels' | 'meaning' | 'certainty' | 'player' | 'actions';

export const TOUR = ['labels', 'ruleOut', 'meaning', 'certainty', 'player', 'actions'] as const;
export type TourStep = (typeof TOUR)[number];

export function targetOf(step: TourStep): TourTarget {
  return step === 'ruleOut' ? 'labels' : step;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const GAP_PIXELS = 12;
const EDGE_PIXELS = 8;

/** What of a box is on the screen. */
export function visiblePart(box: Box, screen: Pick<Box, 'width' | 'height'>): Box {
  const left = Math.max(0, box.left);
  const top = Math.max(0, box.top);
  return {
    left,
    top,
    width: Math.max(0, Math.min(screen.width, box.left + box.width) - left),
    height: Math.max(0, Math.min(screen.height, box.top + box.height) - top),
  };
}

/**
 * Where a card stands beside what it speaks about: left of it, right of it, above or below, in the
 * first of these places that has room. Where none has, it stands at the end with the most room, as
 * far away as the screen goes.
 */
export function beside(
  target: Box,
  card: Pick<Box, 'width' | 'height'>,
  screen: Pick<Box, 'width' | 'height'>,
): { readonly left: number; readonly top: number } {
  const room = {
    left: target.left - GAP_PIXELS - EDGE_PIXELS,
    right: screen.width - target.left - target.width - GAP_PIXELS - EDGE_PIXELS,
    above: target.top - GAP_PIXELS - EDGE_PIXELS,
    below: screen.height - target.top - target.height - GAP_PIXELS - EDGE_PIXELS,
  };
  const alongX = within(target.left, screen.width - card.width - EDGE_PIXELS);
  const alongY = within(target.top, screen.height - card.height - EDGE_PIXELS);
  if (room.left >= card.width) {
    return { left: target.left - GAP_PIXELS - card.width, top: alongY };
  }
  if (room.right >= card.width) {
    return { left: target.left + target.width + GAP_PIXELS, top: alongY };
  }
  if (room.above >= card.height) {
    return { left: alongX, top: target.top - GAP_PIXELS - card.height };
  }
  if (room.below >= card.height) {
    return { left: alongX, top: target.top + target.height + GAP_PIXELS };
  }
  return {
    left: alongX,
    top: room.above > room.below ? EDGE_PIXELS : screen.height - card.height - EDGE_PIXELS,
  };
}

function within(wanted: number, most: number): number {
  return Math.max(EDGE_PIXELS, Math.min(wanted, most));
}
