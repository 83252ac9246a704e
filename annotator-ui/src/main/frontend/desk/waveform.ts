import type { View } from './viewport.js';

/** Peaks per second as the server makes them. */
export const PEAKS_PER_SECOND = 100;
const MICROS_PER_PEAK = 1_000_000 / PEAKS_PER_SECOND;

/**
 * The outline of a sound as an SVG path of upright bars, in a box `bars` wide and 2 high. It scales
 * without redrawing and takes its colours from the style sheet. Heights are the square root of the
 * peak: quiet speech stays visible, and two clips of one corpus stay comparable.
 *
 * @param peaks absolute peaks, 0..127
 * @param bars how many bars at most
 * @param view the stretch to draw; bars lie where their sound is, also where peaks end before it
 */
export function waveformPath(
  peaks: Int8Array,
  bars: number,
  view: View = { from: 0, to: peaks.length * MICROS_PER_PEAK },
): string {
  const first = view.from / MICROS_PER_PEAK; // in peaks, and not whole
  const wide = (view.to - view.from) / MICROS_PER_PEAK;
  const count = Math.min(bars, Math.ceil(wide));
  const box = bars / count;
  return Array.from({ length: Math.max(0, count) }, (_, i) => {
    const from = Math.floor(first + (i * wide) / count);
    const to = Math.max(from + 1, Math.floor(first + ((i + 1) * wide) / count));
    const loud = loudest(peaks, from, to);
    const half = Math.max(0.03, 0.96 * Math.sqrt(Math.min(loud, 127) / 127));
    const left = round((i + 0.2) * box);
    const bar = round(0.6 * box);
    return `M${left} ${round(1 - half)}h${bar}v${round(2 * half)}h${-bar}z`;
  }).join('');
}

function loudest(peaks: Int8Array, from: number, to: number): number {
  return peaks.subarray(from, to).reduce((loud, peak) => Math.max(loud, peak), 0);
}

function round(figure: number): number {
  return Math.round(figure * 1000) / 1000;
}
