/**
 * Small pictures printed onto a large one, pixel by pixel. Twenty thousand of them take the canvas'
 * own drawing a third of a second where no graphics card helps, and this a few hundredths.
 *
 * Bytes are red, green, blue and opacity, not multiplied by it, as ImageData holds them.
 */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8ClampedArray;
  /** The same memory, a pixel a number. */
  readonly pixels: Uint32Array;
}

export function picture(width: number, height: number, bytes: Uint8ClampedArray): Picture {
  return { width, height, bytes, pixels: new Uint32Array(bytes.buffer, bytes.byteOffset, width * height) };
}

/**
 * Prints a stamp with its middle at a place; what hangs over the edge is cut off.
 *
 * @param strength 0 nothing .. 1 as the stamp is
 */
export function print(sheet: Picture, stamp: Picture, x: number, y: number, strength: number): void {
  const left = Math.round(x - stamp.width / 2);
  const top = Math.round(y - stamp.height / 2);
  const from = Math.max(0, -left);
  const to = Math.min(stamp.width, sheet.width - left);
  for (let row = Math.max(0, -top); row < Math.min(stamp.height, sheet.height - top); row++) {
    let source = row * stamp.width + from;
    let target = (top + row) * sheet.width + left + from;
    for (let column = from; column < to; column++, source++, target++) {
      const opacity = (stamp.bytes[4 * source + 3] ?? 0) * strength;
      if (opacity === 255) {
        sheet.pixels[target] = stamp.pixels[source] ?? 0;
      } else if (opacity > 0) {
        lay(sheet.bytes, 4 * target, stamp.bytes, 4 * source, opacity / 255);
      }
    }
  }
}

function lay(
  under: Uint8ClampedArray,
  target: number,
  over: Uint8ClampedArray,
  source: number,
  opacity: number,
): void {
  const rest = ((under[target + 3] ?? 0) / 255) * (1 - opacity);
  const whole = opacity + rest;
  for (let c = 0; c < 3; c++) {
    under[target + c] = ((over[source + c] ?? 0) * opacity + (under[target + c] ?? 0) * rest) / whole;
  }
  under[target + 3] = 255 * whole;
}
