/** The pictures of a timeline: what is in view of the sound, its frequencies, its traces. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Spectrogram } from './api.js';
import { resample, type Trace } from './traces.js';
import { steps, unitOf, type Track } from './tracks.js';
import { vars } from './vars.js';
import { across, span, type View } from './viewport.js';

/** Bars of a waveform, and points of a trace, across the view. */
export const BARS = 300;

/**
 * The sound's outline, what was heard of it darker. It is a path and no canvas: it takes its colours
 * from the style sheet, so light and dark, forced colours and any pixel density need no redrawing,
 * and while a clip plays only the edge of the darker half moves.
 *
 * @param path from `waveformPath`, for what is in view; empty where there is no sound
 * @param at where the playhead is across the view
 */
export function wave(path: string, at: number): TemplateResult {
  const heard = Math.min(Math.max(at, 0), 1) * BARS;
  return html`<svg
    class="wave"
    viewBox="0 0 ${BARS} 2"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${path === ''
      ? svg`<rect class="unheard" x="0" y="0.96" width=${BARS} height="0.08"></rect>
          <rect class="heard" x="0" y="0.96" width=${heard} height="0.08"></rect>`
      : svg`<clipPath id="heard"><rect x="0" y="0" width=${heard} height="2"></rect></clipPath>
          <path class="unheard" d=${path}></path>
          <path class="heard" d=${path} clip-path="url(#heard)"></path>`}
  </svg>`;
}

/** The pictures of the stretch in view; as masks they take the ink of the page, light or dark. */
export function spectrogram(of: Spectrogram, view: View, duration: number): TemplateResult {
  const first = Math.max(0, Math.floor(view.from / of.tileMicros));
  const last = Math.min(of.tiles - 1, Math.floor(view.to / of.tileMicros));
  const tiles = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  return html`<div class="spectrogram" aria-hidden="true">
    ${tiles.map((tile) => {
      const from = tile * of.tileMicros;
      const long = Math.min(of.tileMicros, duration - from);
      const address = new URL(of.url.replace('{tile}', String(tile)), document.baseURI);
      return html`<span
        class="tile"
        ${vars({
          '--from': String(across(view, from)),
          '--wide': String(long / span(view)),
          '--tile': `url(${JSON.stringify(address.href)})`,
        })}
      ></span>`;
    })}
    <span class="hertz">${hertz(of.highHz)}</span>
    <span class="hertz low">${hertz(of.lowHz)}</span>
  </div>`;
}

/** A recorded axis as a line of steps, 1 at the top and -1 at the foot. */
export function traceLine({ axis, events }: Trace, view: View): TemplateResult {
  const end = events.at(-1)?.[0] ?? 0; // nothing was recorded after it
  const to = Math.min(view.to, end);
  const points = Math.max(0, Math.round(BARS * Math.min(1, across(view, to))));
  const values = points === 0 ? [] : resample(events, view.from, to, points + 1);
  const path = values
    .map((value, x) => {
      if (value === null) {
        return '';
      }
      const before = x === 0 ? null : (values[x - 1] ?? null);
      return `${before === null ? `M${x} ` : `H${x}V`}${1 - value}`;
    })
    .join('');
  return html`<svg
    class="trace ${axis.toLowerCase()}"
    viewBox="0 -0.1 ${BARS} 2.2"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${svg`<path class="zero" d="M0 1H${BARS}"></path>`}
    ${path === '' ? nothing : svg`<path class="line" d=${path}></path>`}
  </svg>`;
}

/**
 * What a machine followed: valence and arousal as a line about the middle, a unit as a hill. Both
 * break off where no face was seen.
 */
export function followedLine(track: Track, view: View): TemplateResult {
  const hill = unitOf(track) !== null;
  const values = steps(track, view.from, view.to, BARS);
  const height = (value: number) => (hill ? 2 - 2 * value : 1 - value);
  let path = '';
  let open = -1; // where the piece under way began
  values.forEach((value, x) => {
    if (value !== null) {
      path += open < 0 ? `M${x} ${hill ? 2 : height(value)}V${height(value)}` : `L${x} ${height(value)}`;
      open = open < 0 ? x : open;
      path += `H${x + 1}`;
    }
    if (open >= 0 && (value === null || x === BARS - 1)) {
      path += hill ? 'V2Z' : '';
      open = -1;
    }
  });
  return html`<svg
    class="trace ${hill ? 'unit' : track.measure}"
    viewBox="0 -0.1 ${BARS} 2.2"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${hill ? nothing : svg`<path class="zero" d="M0 1H${BARS}"></path>`}
    ${path === '' ? nothing : svg`<path class=${hill ? 'hill' : 'line'} d=${path}></path>`}
  </svg>`;
}

function hertz(frequency: number): string {
  return frequency >= 1_000 ? `${Math.round(frequency / 100) / 10} kHz` : `${Math.round(frequency)} Hz`;
}
