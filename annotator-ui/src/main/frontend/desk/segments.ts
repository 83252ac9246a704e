/**
 * Parts of a clip, each with an answer of its own. Nothing here changes: every edit makes a new
 * list, ordered by start, so that undo is a matter of remembering.
 */
import { NOTHING_YET, apply, isComplete, type Act, type Answer } from './answer.js';
import type { Grid } from './grid.js';

export interface Words {
  readonly text: string;
  readonly language: string;
}

export interface Segment extends Answer {
  /** A UUID made in the browser; it stays the same from answer to answer. */
  readonly id: string;
  readonly startMicros: number;
  /** Always after the start. */
  readonly endMicros: number;
  readonly caption: Words | null;
}

export type Segments = readonly Segment[];
export type Edge = 'start' | 'end';

/** The server takes no more of one clip. */
export const MOST_SEGMENTS = 500;

/** A part from one time to another, in either order; one too short grows to the least length. */
export function draw(segments: Segments, grid: Grid, id: string, from: number, to: number): Segments {
  if (segments.length >= MOST_SEGMENTS || grid.duration <= 0) {
    return segments;
  }
  const start = grid.clamp(Math.min(from, to));
  const end = grid.clamp(Math.max(from, to));
  const fresh: Segment = { ...NOTHING_YET, id, startMicros: start, endMicros: end, caption: null };
  return ordered([...segments, longEnough(fresh, grid)]);
}

/** Puts one edge elsewhere; it stops a least length before the other one. */
export function resize(segments: Segments, grid: Grid, id: string, edge: Edge, to: number): Segments {
  return change(segments, [id], (held) => {
    const micros = grid.clamp(to);
    return edge === 'start'
      ? { ...held, startMicros: Math.max(0, Math.min(micros, latestStart(held, grid))) }
      : { ...held, endMicros: Math.max(micros, earliestEnd(held, grid)) };
  });
}

/** Moves one edge by frames. */
export function nudge(segments: Segments, grid: Grid, id: string, edge: Edge, by: number): Segments {
  const held = find(segments, id);
  return held === undefined
    ? segments
    : resize(segments, grid, id, edge, grid.away(timeOf(held, edge), by));
}

/** Moves whole parts; all of them stop where the first one meets an end of the clip. */
export function move(segments: Segments, grid: Grid, ids: readonly string[], by: number): Segments {
  const moved = segments.filter((held) => ids.includes(held.id));
  const earliest = Math.min(...moved.map((held) => held.startMicros));
  const latest = Math.max(...moved.map((held) => held.endMicros));
  const far = Math.round(Math.min(Math.max(by, -earliest), Math.max(0, grid.duration - latest)));
  return change(segments, ids, (held) => ({
    ...held,
    startMicros: held.startMicros + far,
    endMicros: held.endMicros + far,
  }));
}

/**
 * Cuts a part in two; the frame at that time begins the second half. Both halves keep the answer; the words stay with the first, for they were
 * written once. Nothing happens where a half would be too short.
 */
export function split(segments: Segments, grid: Grid, id: string, at: number, newId: string): Segments {
  const held = find(segments, id);
  const cut = grid.opening(at);
  if (
    held === undefined ||
    segments.length >= MOST_SEGMENTS ||
    cut > latestStart(held, grid) ||
    cut < earliestEnd(held, grid)
  ) {
    return segments;
  }
  const first = { ...held, endMicros: cut };
  const second = { ...held, id: newId, startMicros: cut, caption: null };
  return ordered([...segments.filter((other) => other.id !== id), first, second]);
}

/**
 * Joins a part with the one that starts next, and all between them. The order of the first part's
 * candidates comes first; what only one of them ruled out is open again, and so are a certainty and
 * an intensity they do not share.
 */
export function merge(segments: Segments, id: string): Segments {
  const at = segments.findIndex((held) => held.id === id);
  const [first, second] = segments.slice(at, at + 2);
  if (at < 0 || first === undefined || second === undefined) {
    return segments;
  }
  const candidates = [...new Set([...first.candidates, ...second.candidates])];
  const told = first.meaning === 'CANNOT_TELL' ? second.meaning : first.meaning;
  const joined: Segment = {
    id: first.id,
    startMicros: first.startMicros,
    endMicros: Math.max(first.endMicros, second.endMicros),
    meaning: told === 'CANNOT_TELL' && candidates.length > 0 ? 'ONE_OF' : told,
    candidates,
    excluded: first.excluded.filter((label) => second.excluded.includes(label)),
    certainty: first.certainty === second.certainty ? first.certainty : null,
    intensity: first.intensity === second.intensity ? first.intensity : null,
    caption: bothWords(first.caption, second.caption),
  };
  return ordered([...segments.filter((other) => other !== first && other !== second), joined]);
}

export function remove(segments: Segments, ids: readonly string[]): Segments {
  return segments.filter((held) => !ids.includes(held.id));
}

/**
 * Answers for several parts at once. The last of the ids leads: what the act makes of it, it makes
 * of the others too, so a label is added to all of them or removed from all, never turned about.
 */
export function answer(segments: Segments, ids: readonly string[], act: Act): Segments {
  const lead = find(segments, ids.at(-1) ?? '');
  if (lead === undefined) {
    return segments;
  }
  const led = apply(lead, act);
  return change(segments, ids, (held) => (held === lead ? led : followed(held, led, act)));
}

export function describe(segments: Segments, id: string, caption: Words | null): Segments {
  return change(segments, [id], (held) => ({ ...held, caption }));
}

/** False of a part that has neither an answer nor words: the server would not take it. */
export function saysSomething(segment: Segment): boolean {
  return isComplete(segment) || segment.caption !== null;
}

export function find(segments: Segments, id: string): Segment | undefined {
  return segments.find((held) => held.id === id);
}

export function timeOf(segment: Segment, edge: Edge): number {
  return edge === 'start' ? segment.startMicros : segment.endMicros;
}

/** The edge that is nearer to a time. */
export function nearerEdge(segment: Segment, micros: number): Edge {
  const toStart = Math.abs(micros - segment.startMicros);
  return toStart <= Math.abs(micros - segment.endMicros) ? 'start' : 'end';
}

/** All edges of all parts, each time once, in order. */
export function edges(segments: Segments): readonly number[] {
  const times = segments.flatMap((held) => [held.startMicros, held.endMicros]);
  return [...new Set(times)].toSorted((a, b) => a - b);
}

/**
 * The next edge on or back from a time, or null. A playhead that stands on an edge reads some
 * microseconds off, so edges nearer than `blur` are the one it stands on.
 */
export function nextEdge(segments: Segments, micros: number, way: 1 | -1, blur: number): number | null {
  const there = edges(segments).filter((edge) => (edge - micros) * way > blur);
  return (way === 1 ? there[0] : there.at(-1)) ?? null;
}

/** The part before or after another in order of start; from none, the first or the last. */
export function neighbour(segments: Segments, id: string | null, way: 1 | -1): Segment | null {
  const at = segments.findIndex((held) => held.id === id);
  const there = at < 0 ? (way === 1 ? 0 : segments.length - 1) : at + way;
  return segments[there] ?? null;
}

/** In which row of the lane each part is drawn, so that none covers another: id to row, from 0. */
export function rows(segments: Segments): ReadonlyMap<string, number> {
  const ends: number[] = []; // of each row, the end of its last part
  const places = new Map<string, number>();
  for (const held of segments) {
    const free = ends.findIndex((end) => end <= held.startMicros);
    const row = free < 0 ? ends.length : free;
    ends[row] = held.endMicros;
    places.set(held.id, row);
  }
  return places;
}

export function ordered(segments: Segments): Segments {
  return segments.toSorted(
    (a, b) => a.startMicros - b.startMicros || a.endMicros - b.endMicros || (a.id < b.id ? -1 : 1),
  );
}

function change(
  segments: Segments,
  ids: readonly string[],
  how: (held: Segment) => Segment,
): Segments {
  return ordered(segments.map((held) => (ids.includes(held.id) ? how(held) : held)));
}

function latestStart(held: Segment, grid: Grid): number {
  return held.endMicros - grid.least(held.endMicros - 1);
}

function earliestEnd(held: Segment, grid: Grid): number {
  return held.startMicros + grid.least(held.startMicros);
}

/** Grows at its end, and where the clip ends there at its start. */
function longEnough(held: Segment, grid: Grid): Segment {
  const end = Math.max(held.endMicros, earliestEnd(held, grid));
  if (end <= grid.duration) {
    return { ...held, endMicros: end };
  }
  const whole = { ...held, endMicros: grid.duration };
  const start = Math.max(0, Math.min(held.startMicros, latestStart(whole, grid)));
  return { ...whole, startMicros: start };
}

function followed(held: Segment, led: Segment, act: Act): Segment {
  switch (act.kind) {
    case 'press':
    case 'rank':
      return holds(held.candidates, led.candidates, act.label) ? held : apply(held, press(act.label));
    case 'ruleOut':
      return holds(held.excluded, led.excluded, act.label) ? held : apply(held, act);
    case 'mean':
      return held.meaning === led.meaning ? held : apply(held, act);
    case 'sure':
      return { ...held, certainty: led.certainty };
    case 'strong':
      return { ...held, intensity: led.intensity };
  }
}

function holds(a: readonly string[], b: readonly string[], label: string): boolean {
  return a.includes(label) === b.includes(label);
}

function press(label: string): Act {
  return { kind: 'press', label };
}

function bothWords(first: Words | null, second: Words | null): Words | null {
  if (first === null || second === null) {
    return first ?? second;
  }
  const gap = first.language.startsWith('zh') ? '' : ' ';
  return { ...first, text: `${first.text}${gap}${second.text}` };
}
