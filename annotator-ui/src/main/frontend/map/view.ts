/**
 * The part of a map that is seen. The map is the square from 0 to 1; at zoom 1 it fits the window,
 * and (x, y) is what lies in the window's middle.
 */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Window {
  readonly width: number;
  readonly height: number;
}

export const WHOLE: View = { x: 0.5, y: 0.5, zoom: 1 };

const CLOSEST = 60;

/** Pixels per map. */
export function scale(view: View, window: Window): number {
  return Math.max(1, Math.min(window.width, window.height)) * view.zoom;
}

/** Where a place of the map is in the window; up on the map is up. */
export function across(view: View, window: Window, x: number): number {
  return window.width / 2 + (x - view.x) * scale(view, window);
}

export function down(view: View, window: Window, y: number): number {
  return window.height / 2 - (y - view.y) * scale(view, window);
}

/** Moved by pixels, as a hand pulls a sheet. */
export function pulled(view: View, window: Window, right: number, below: number): View {
  const size = scale(view, window);
  return held({ ...view, x: view.x - right / size, y: view.y + below / size });
}

/** Closer (factor above 1) or further away; what lies under a pixel stays under it. */
export function closer(view: View, window: Window, factor: number, px: number, py: number): View {
  const zoom = Math.min(CLOSEST, Math.max(1, view.zoom * factor));
  const before = scale(view, window);
  const after = scale({ ...view, zoom }, window);
  const right = px - window.width / 2;
  const below = py - window.height / 2;
  return held({
    x: view.x + right / before - right / after,
    y: view.y - below / before + below / after,
    zoom,
  });
}

/** The middle never leaves the map, so nobody gets lost beside it. */
function held(view: View): View {
  if (view.zoom === 1) {
    return WHOLE;
  }
  return { ...view, x: Math.min(1, Math.max(0, view.x)), y: Math.min(1, Math.max(0, view.y)) };
}
