/** What the keys for parts do, as a matter of what stands where; nothing here is drawn or played. */
import type { Grid } from './grid.js';
import type { PartCommand } from './keys.js';
import {
  draw,
  find,
  merge,
  nearerEdge,
  neighbour,
  nextEdge,
  nudge,
  remove,
  resize,
  split,
  timeOf,
  type Segment,
  type Segments,
} from './segments.js';

/** The parts of a clip and which of them are selected, the one pointed at last at the end. */
export interface Parts {
  readonly segments: Segments;
  readonly selection: readonly string[];
}

export interface Standing extends Parts {
  readonly grid: Grid;
  readonly position: number; // microseconds
  /** Where a part was begun that has no end yet. */
  readonly mark: number | null;
  newId(): string;
}

/** What comes of a command: what is missing stays as it was. */
export interface Consequence {
  readonly parts?: Parts;
  readonly mark?: number | null;
  /** Where the playhead goes. */
  readonly seek?: number;
}

/** A playhead that stands on an edge may read some microseconds off. */
const BLUR_MICROS = 500;

export function obeyPart(command: Exclude<PartCommand, 'partPlay'>, now: Standing): Consequence {
  const { segments, selection, grid, position, mark } = now;
  const part = find(segments, selection.at(-1) ?? '') ?? null;
  switch (command) {
    case 'partStart':
      return part === null ? { mark: grid.opening(position) } : bordered(now, part, 'start');
    case 'partEnd':
      return part === null || mark !== null ? ended(now) : bordered(now, part, 'end');
    case 'partMark':
      return mark === null ? { mark: grid.opening(position) } : ended(now);
    case 'partNext':
      return turnedTo(segments, neighbour(segments, part?.id ?? null, 1));
    case 'partPrevious':
      return turnedTo(segments, neighbour(segments, part?.id ?? null, -1));
    case 'partSplit':
      return part === null ? {} : halved(now, part);
    case 'partMerge':
      return part === null ? {} : { parts: { segments: merge(segments, part.id), selection: [part.id] } };
    case 'partRemove':
      return selection.length === 0
        ? {}
        : { parts: { segments: remove(segments, selection), selection: [] } };
    case 'edgeNext':
    case 'edgePrevious': {
      const there = nextEdge(segments, position, command === 'edgeNext' ? 1 : -1, BLUR_MICROS);
      return there === null ? {} : { seek: there };
    }
    case 'edgeForward':
      return part === null ? {} : nudged(now, part, 1);
    case 'edgeBack':
      return part === null ? {} : nudged(now, part, -1);
    case 'wholeClip':
      return mark === null ? { parts: { segments, selection: [] } } : { mark: null };
  }
}

/** The selected part begins, or ends, with the frame on screen. */
function bordered({ segments, selection, grid, position }: Standing, part: Segment, edge: 'start' | 'end') {
  const to = edge === 'start' ? grid.opening(position) : grid.closing(position);
  return { parts: { segments: resize(segments, grid, part.id, edge, to), selection } };
}

/** The part that was begun ends with the frame on screen; without a beginning there is none. */
function ended({ segments, grid, position, mark, newId }: Standing): Consequence {
  if (mark === null) {
    return {};
  }
  const backwards = position < mark;
  const id = newId();
  const to = backwards ? grid.opening(position) : grid.closing(position);
  const drawn = draw(segments, grid, id, mark, to);
  return { mark: null, parts: { segments: drawn, selection: find(drawn, id) ? [id] : [] } };
}

function halved({ segments, grid, position, newId }: Standing, part: Segment): Consequence {
  const id = newId();
  const cut = split(segments, grid, part.id, position, id);
  return cut === segments ? {} : { parts: { segments: cut, selection: [id] } };
}

/** Moves the edge that is nearer to the playhead, and the playhead with it: its frame is seen. */
function nudged({ segments, selection, grid, position }: Standing, part: Segment, by: 1 | -1): Consequence {
  const edge = nearerEdge(part, position);
  const moved = nudge(segments, grid, part.id, edge, by);
  const now = find(moved, part.id);
  return now === undefined
    ? {}
    : { parts: { segments: moved, selection }, seek: timeOf(now, edge) };
}

function turnedTo(segments: Segments, part: Segment | null): Consequence {
  return part === null
    ? {}
    : { parts: { segments, selection: [part.id] }, seek: part.startMicros };
}
