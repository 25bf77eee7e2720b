import { describe, expect, it } from '@jest/globals';
import { StartProgress } from './start-progress.js';

describe('a start that takes long', () => {
  it('tells the step that it is at, again and again, until its end', async () => {
    const lines: string[] = [];
    let heard = (): void => undefined;
    const progress = new StartProgress(
      (line) => {
        lines.push(line);
        heard();
      },
      { everyMs: 1 },
    );
    const next = () => new Promise<void>((resolve) => (heard = resolve));
    progress.begins('the servers');
    await next();
    progress.begins('the services');
    await next();
    progress.end();
    expect(lines[0]).toMatch(/^Starting the servers, \d+ s so far$/);
    expect(lines.at(-1)).toMatch(/^Starting the services, \d+ s so far$/);
    const { length } = lines;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(lines).toHaveLength(length);
  });
});
