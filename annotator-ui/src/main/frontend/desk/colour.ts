/** Black or white: whichever reads better on a colour such as `#e8a317`. */
export function inkOn(colour: string): '#000000' | '#ffffff' {
  // WCAG 2.2: contrast with black is (L + .05) / .05, with white 1.05 / (L + .05).
  return luminance(colour) > 0.179 ? '#000000' : '#ffffff';
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
