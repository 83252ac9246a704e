/**
 * Valence and arousal recorded while a clip plays: raw events, each with the media time at which it
 * was made. What lies between two events is the value of the earlier one, for a hand that rests
 * makes no events. The last event says how far the recording goes.
 */
export type Axis = 'VALENCE' | 'AROUSAL';
export const AXES: readonly Axis[] = ['VALENCE', 'AROUSAL'];

export type TraceEvent = readonly [micros: number, value: number]; // value -1..1

export interface Trace {
  readonly axis: Axis;
  /** In order of time, no two at one time. */
  readonly events: readonly TraceEvent[];
}

/** The server takes no more of one axis. */
export const MOST_EVENTS = 20_000;

/** Values differ by a thousandth or they do not differ: no hand is finer. */
const FINEST = 1_000;

/** One recording under way: from where it began to the last moment it heard of. */
export interface Take {
  readonly from: number;
  readonly to: number;
  readonly traces: readonly Trace[];
}

/** Begins at a time with the values the hand holds there. */
export function beginTake(micros: number, held: ReadonlyMap<Axis, number>): Take {
  const at = Math.round(micros);
  const traces = [...held].map(([axis, value]): Trace => ({ axis, events: [[at, rounded(value)]] }));
  return { from: at, to: at, traces };
}

/** A value at a time. An event out of order is none: the media went back, and a new take begins. */
export function put(take: Take, micros: number, axis: Axis, value: number): Take {
  const at = Math.round(micros);
  const here = take.traces.find((trace) => trace.axis === axis);
  const last = here?.events.at(-1);
  if (here === undefined || last === undefined || at < last[0] || last[1] === rounded(value)) {
    return reach(take, at);
  }
  const before = last[0] === at ? here.events.slice(0, -1) : here.events;
  const more: Trace = { axis, events: [...before, [at, rounded(value)]] };
  const traces = take.traces.map((trace) => (trace === here ? more : trace));
  return reach({ ...take, traces }, at);
}

/** The clip has played so far, whether or not the hand moved. */
export function reach(take: Take, micros: number): Take {
  const at = Math.round(micros);
  return at > take.to ? { ...take, to: at } : take;
}

/**
 * Lays a take over what was recorded before: within its stretch the old events go, outside of it
 * they stay, and after it the old value holds again at once.
 */
export function lay(traces: readonly Trace[], take: Take): readonly Trace[] {
  if (take.to <= take.from) {
    return traces; // nothing was played
  }
  const touched = take.traces.map(({ axis, events }): Trace => {
    const old = traces.find((trace) => trace.axis === axis)?.events ?? [];
    const before = old.filter(([at]) => at < take.from);
    const after = old.filter(([at]) => at > take.to);
    const held = valueAt(old, take.to);
    const within = events.filter(([at]) => at < take.to);
    const goesOn = old.some(([at]) => at >= take.to) ? held : null;
    const last = goesOn ?? events.at(-1)?.[1] ?? 0;
    const whole: readonly TraceEvent[] = [...before, ...within, [take.to, last], ...after];
    return { axis, events: thin(whole, MOST_EVENTS) };
  });
  const others = traces.filter((old) => !touched.some((trace) => trace.axis === old.axis));
  return [...others, ...touched].toSorted((a, b) => AXES.indexOf(a.axis) - AXES.indexOf(b.axis));
}

/** Lets one axis go. */
export function without(traces: readonly Trace[], axis: Axis): readonly Trace[] {
  return traces.filter((trace) => trace.axis !== axis);
}

/** The value that holds at a time, or null before the first event. */
export function valueAt(events: readonly TraceEvent[], micros: number): number | null {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.[0] ?? 0) <= micros) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return events[low - 1]?.[1] ?? null;
}

/** Values at so many equal distances from one time to another; null where nothing is held yet. */
export function resample(
  events: readonly TraceEvent[],
  from: number,
  to: number,
  count: number,
): ReadonlyArray<number | null> {
  return Array.from({ length: count }, (_, i) =>
    valueAt(events, from + ((to - from) * i) / Math.max(1, count - 1)),
  );
}

/**
 * At most so many events: of neighbours that are too many, those go whose value differs least from
 * the one before. First and last stay.
 */
export function thin(events: readonly TraceEvent[], most: number): readonly TraceEvent[] {
  if (events.length <= most) {
    return events;
  }
  const leaps = events
    .map((event, i) => ({ i, leap: Math.abs(event[1] - (events[i - 1]?.[1] ?? Infinity)) }))
    .slice(1, -1)
    .toSorted((a, b) => a.leap - b.leap)
    .slice(0, events.length - most);
  const gone = new Set(leaps.map(({ i }) => i));
  return events.filter((_, i) => !gone.has(i));
}

/** A gamepad's stick as a value: it rests in the middle, not quite at zero. */
export function stick(tilt: number): number {
  const REST = 0.12;
  const far = Math.abs(tilt) - REST;
  return far <= 0 ? 0 : (Math.sign(tilt) * Math.min(1, far / (1 - REST)));
}

export function bounded(value: number): number {
  return Math.min(1, Math.max(-1, value));
}

function rounded(value: number): number {
  return Math.round(bounded(value) * FINEST) / FINEST;
}
