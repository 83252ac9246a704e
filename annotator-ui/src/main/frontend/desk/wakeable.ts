/** Pauses that end early when there is reason to believe that waiting is over. */
export class Wakeable {
  private sleepers: ReadonlyArray<() => void> = [];

  pause(millis: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, millis);
      this.sleepers = [
        ...this.sleepers,
        () => {
          clearTimeout(timer);
          resolve();
        },
      ];
    });
  }

  wake(): void {
    const sleepers = this.sleepers;
    this.sleepers = [];
    sleepers.forEach((up) => up());
  }
}
