/** Where the labels of a scheme lie on a wheel. Angles are turns, 0 at three o'clock, upwards. */
import type { Label } from './api.js';

export interface Sector {
  readonly label: Label;
  readonly from: number; // turns
  readonly to: number; // turns
}

/** Labels that the scheme places: pleasant to the right, aroused at the top. */
interface Placed {
  readonly label: Label;
  readonly turn: number;
}

/** So near the middle, nothing says which way a label lies. */
const MIDDLE = 0.1;

/** At the foot of the wheel: where the quiet ones are. */
const FOOT = 0.75;

/** Whether the scheme says where its labels lie, so that the wheel has directions. */
export function hasDirections(labels: readonly Label[]): boolean {
  return labels.length > 0 && labels.every((l) => number(l.valence) && number(l.arousal));
}

/**
 * One sector for each label, all of one width, so that none is easier to hit. Where the scheme says
 * how pleasant and how aroused its labels are, they lie in that order around the wheel and turned so
 * that each is as near its own direction as that allows; where it does not, they begin at the top in
 * the scheme's own order, clockwise.
 */
export function sectors(labels: readonly Label[]): readonly Sector[] {
  const wide = 1 / Math.max(1, labels.length);
  if (!hasDirections(labels)) {
    return labels.map((label, i) => ({ label, from: 0.25 - (i + 1) * wide, to: 0.25 - i * wide }));
  }
  const placed = labels.map(directed).toSorted((a, b) => a.turn - b.turn);
  const start = meanTurn(placed.map(({ turn }, i) => turn - (i + 0.5) * wide));
  return placed.map(({ label }, i) => ({
    label,
    from: start + i * wide,
    to: start + (i + 1) * wide,
  }));
}

/** The label one step further around; the last is followed by the first. */
export function beside(sectors: readonly Sector[], label: string, way: 1 | -1): string {
  const at = sectors.findIndex((sector) => sector.label.id === label);
  const there = (at + way + sectors.length) % sectors.length;
  return sectors[there]?.label.id ?? label;
}

/** The outline of a sector between two radii, as an SVG path. */
export function outline({ from, to }: Sector, inner: number, outer: number): string {
  const large = to - from > 0.5 ? 1 : 0;
  const [a, b, c, d] = [point(from, outer), point(to, outer), point(to, inner), point(from, inner)];
  // SVG's y goes down, so a turn upwards is against the clock: sweep 0.
  return `M${a}A${outer} ${outer} 0 ${large} 0 ${b}L${c}A${inner} ${inner} 0 ${large} 1 ${d}Z`;
}

/** The middle of a sector at a radius. */
export function middle({ from, to }: Sector, radius: number): readonly [x: number, y: number] {
  const angle = Math.PI * (from + to);
  return [round(radius * Math.cos(angle)), round(-radius * Math.sin(angle))];
}

function directed(label: Label): Placed {
  const [valence, arousal] = [label.valence ?? 0, label.arousal ?? 0];
  const turn = Math.atan2(arousal, valence) / (2 * Math.PI);
  return { label, turn: Math.hypot(valence, arousal) < MIDDLE ? FOOT : (turn + 1) % 1 };
}

/** The mean of directions, which are not numbers: half of a little left and a little right is ahead. */
function meanTurn(turns: readonly number[]): number {
  const [x, y] = [Math.cos, Math.sin].map((of) =>
    turns.reduce((sum, turn) => sum + of(2 * Math.PI * turn), 0),
  );
  return Math.atan2(y ?? 0, x ?? 0) / (2 * Math.PI);
}

function point(turn: number, radius: number): string {
  const angle = 2 * Math.PI * turn;
  return `${round(radius * Math.cos(angle))} ${round(-radius * Math.sin(angle))}`;
}

function number(value: number | null | undefined): boolean {
  return typeof value === 'number';
}

function round(figure: number): number {
  return Math.round(figure * 100) / 100;
}
