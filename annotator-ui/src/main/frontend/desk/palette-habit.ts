/** How the labels are laid out, remembered by the browser. */
export const LAYOUTS = ['FLAT', 'WHEEL'] as const;
export type Layout = (typeof LAYOUTS)[number];

const KEY = 'undertone-palette';

/** What somebody chose here, or else what the corpus begins with. */
export function layoutHabit(atFirst: Layout | undefined): Layout {
  try {
    const kept = localStorage.getItem(KEY);
    return LAYOUTS.find((layout) => layout === kept) ?? atFirst ?? 'FLAT';
  } catch {
    return atFirst ?? 'FLAT'; // a browser that keeps nothing
  }
}

export function keepLayout(layout: Layout): void {
  try {
    localStorage.setItem(KEY, layout);
  } catch {
    // A full or forbidden store only means that the next visit starts afresh.
  }
}
