/** So long a start needs no words, and so often it is told after that. */
const toldEveryMs = 2_000;

/** Tells of a start that takes long which step it is at, and for how long it has gone on. */
export class StartProgress {
  private step = '';
  private readonly since = performance.now();
  private readonly timer: NodeJS.Timeout;

  constructor(tell: (line: string) => void, { everyMs = toldEveryMs, doing = 'Starting' } = {}) {
    this.timer = setInterval(() => {
      const seconds = Math.round((performance.now() - this.since) / 1000);
      tell(`${doing} ${this.step}, ${seconds} s so far`);
    }, everyMs);
  }

  begins(step: string): void {
    this.step = step;
  }

  end(): void {
    clearInterval(this.timer);
  }
}
