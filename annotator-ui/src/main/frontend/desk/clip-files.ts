/** The files that come with a clip: frames and peaks. A clip without them still plays. */
import { FrameTable } from './frames.js';

/** Null when they cannot be had, or are none. */
export async function fetchFrames(url: string): Promise<FrameTable | null> {
  const bytes = await fetchBytes(url);
  return bytes === null || bytes.byteLength < 8 ? null : FrameTable.parse(bytes);
}

/** Absolute peaks, 0..127; null when they cannot be had. */
export async function fetchPeaks(url: string): Promise<Int8Array | null> {
  const bytes = await fetchBytes(url);
  return bytes === null ? null : new Int8Array(bytes);
}

async function fetchBytes(url: string): Promise<ArrayBuffer | null> {
  try {
    const response = await fetch(url, { credentials: 'same-origin' });
    return response.ok ? await response.arrayBuffer() : null;
  } catch {
    return null;
  }
}
