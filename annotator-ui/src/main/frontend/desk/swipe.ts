/** A finger drawn sideways over a clip. */
const SWIPE_PIXELS = 64;

export class Swipe {
  private began: { readonly x: number; readonly y: number } | null = null;

  /** @param takes whether what was touched has no use of its own for a finger drawn sideways */
  start(event: TouchEvent, takes: boolean): void {
    const point = takes && event.touches.length === 1 ? event.touches[0] : undefined;
    this.began = point === undefined ? null : { x: point.clientX, y: point.clientY };
  }

  /** Which way it went, if it went far enough and straight enough. */
  end(event: TouchEvent): 'left' | 'right' | null {
    const { began } = this;
    const point = event.changedTouches[0];
    this.began = null;
    if (began === null || point === undefined) {
      return null;
    }
    const along = point.clientX - began.x;
    const across = Math.abs(point.clientY - began.y);
    const straight = Math.abs(along) > SWIPE_PIXELS && across < SWIPE_PIXELS / 2;
    return straight ? (along < 0 ? 'left' : 'right') : null;
  }
}
