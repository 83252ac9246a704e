/** The stretch of a clip that a timeline shows, and where in it a time lies. Microseconds. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** No closer than this: some frames, or a syllable. */
const LEAST_SPAN_MICROS = 200_000;

/** Near the right edge the playhead turns the page. */
const PAGE = 0.9;

export function whole(duration: number): View {
  return { from: 0, to: duration };
}

export function span(view: View): number {
  return view.to - view.from;
}

export function isWhole(view: View, duration: number): boolean {
  return view.from <= 0 && view.to >= duration;
}

/** Where a time lies across the view: 0 at its left edge, 1 at its right. */
export function across(view: View, micros: number): number {
  return span(view) > 0 ? (micros - view.from) / span(view) : 0;
}

/** The time at a place across the view. */
export function timeAt(view: View, place: number): number {
  return view.from + place * span(view);
}

/** Closer (factor above 1) or further away; the time under the pointer stays under it. */
export function zoom(view: View, duration: number, factor: number, anchor: number): View {
  const wide = Math.min(Math.max(span(view) / factor, Math.min(LEAST_SPAN_MICROS, duration)), duration);
  return placed(anchor - across(view, anchor) * wide, wide, duration);
}

export function pan(view: View, duration: number, by: number): View {
  return placed(view.from + by, span(view), duration);
}

/** Turns on when the playhead leaves the view; while it stays inside, nothing moves. */
export function follow(view: View, duration: number, position: number): View {
  const place = across(view, position);
  if (isWhole(view, duration) || (place >= 0 && place <= PAGE)) {
    return view;
  }
  if (view.to >= duration && place > PAGE && place <= 1) {
    return view; // the last page
  }
  return placed(position - (1 - PAGE) * span(view), span(view), duration);
}

/** Shows a stretch whole, with some air around it. */
export function around(from: number, to: number, duration: number): View {
  const wide = Math.min(Math.max(1.5 * (to - from), LEAST_SPAN_MICROS), duration);
  return placed((from + to) / 2 - wide / 2, wide, duration);
}

function placed(from: number, wide: number, duration: number): View {
  const start = Math.max(0, Math.min(from, duration - wide));
  return { from: start, to: Math.min(duration, start + wide) };
}
