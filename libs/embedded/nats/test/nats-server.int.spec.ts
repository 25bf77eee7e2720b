import { describe, expect, it } from '@jest/globals';
import { startNatsServer } from './nats-server.js';

describe('the launcher of nats-server', () => {
  it('gives every server a port of its own, and stops twice without harm', async () => {
    const [one, other] = [await startNatsServer(), await startNatsServer()];
    expect(one.url).not.toBe(other.url);
    for (const server of [one, other, one]) await server.stop();
  });

  it('fails with what the server said when it does not start', async () => {
    await expect(startNatsServer({ token: 't', user: 'u', password: 'p' })).rejects.toThrow(
      /ended early.*token/s,
    );
  });
});
