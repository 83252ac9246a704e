/** Peaks per second as the server makes them. */
export const PEAKS_PER_SECOND = 100;

/**
 * The outline of a sound as an SVG path of upright bars, in a box `bars` wide and 2 high. It scales
 * without redrawing and takes its colours from the style sheet. Heights are the square root of the
 * peak: quiet speech stays visible, and two clips of one corpus stay comparable.
 *
 * @param peaks absolute peaks, 0..127
 * @param bars how many bars at most
 */
export function waveformPath(peaks: Int8Array, bars: number): string {
  const count = Math.min(bars, peaks.length);
  return chunkPeaks(peaks, count)
    .map((peak, i) => {
      const half = Math.max(0.03, 0.96 * Math.sqrt(Math.min(peak, 127) / 127));
      const left = ((i + 0.2) * bars) / count;
      const wide = (0.6 * bars) / count;
      return `M${round(left)} ${round(1 - half)}h${round(wide)}v${round(2 * half)}h${round(-wide)}z`;
    })
    .join('');
}

/** The loudest peak of each of `count` equal stretches. */
function chunkPeaks(peaks: Int8Array, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((i + 1) * peaks.length) / count));
    return peaks.subarray(from, to).reduce((loud, peak) => Math.max(loud, peak), 0);
  });
}

function round(figure: number): number {
  return Math.round(figure * 1000) / 1000;
}
