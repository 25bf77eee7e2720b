import { createClock } from '@credstream/service-kit';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startGatewayServer } from './routes/authorize.fixture.js';

let server: Awaited<ReturnType<typeof startGatewayServer>>;
afterEach(() => server.stop());

describe('a gateway whose wall clock jumps', () => {
  it.each([
    ['ahead', 400 * 86_400_000],
    ['back', -3_600_000],
  ])('%s is not ready and says why', async (_way, by) => {
    let jump = 0;
    server = await startGatewayServer({ clock: createClock(() => Date.now() + jump) });
    jump = by;
    const { status, body } = await server.ask('GET /health/ready');
    expect(status).toBe(503);
    expect(JSON.parse(body)).toMatchObject({
      waitingFor: [expect.stringContaining('clock: the wall clock differs')],
    });
  });
});
