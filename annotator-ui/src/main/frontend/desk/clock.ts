/** Time as people read it: `0:03.48`, `1:02:03.48`. */
export function clock(micros: number): string {
  const hundredths = Math.max(0, Math.floor(micros / 10_000));
  const hours = Math.floor(hundredths / 360_000);
  const minutes = Math.floor(hundredths / 6_000) % 60;
  const seconds = Math.floor(hundredths / 100) % 60;
  const tail = `${pad(seconds)}.${pad(hundredths % 100)}`;
  return hours > 0 ? `${hours}:${pad(minutes)}:${tail}` : `${minutes}:${tail}`;
}

function pad(figure: number): string {
  return String(figure).padStart(2, '0');
}
