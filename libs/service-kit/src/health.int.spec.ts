import { afterEach, describe, expect, it } from '@jest/globals';
import { type Readiness, startHealthServer } from './health.js';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const ask = async (readiness: Readiness, path: string) => {
  const { port, stop } = await startHealthServer(0, readiness);
  stops.push(stop);
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } });
  return { status: answer.status, body: await answer.json() };
};

describe('the health server', () => {
  it('says that the process lives, whether or not it is ready', async () => {
    const notReady: Readiness = () => Promise.resolve({ ready: false });
    expect(await ask(notReady, '/health/live')).toEqual({ status: 200, body: { live: true } });
  });

  it('says 200 when the service is ready', async () => {
    const ready: Readiness = () => Promise.resolve({ ready: true });
    expect(await ask(ready, '/health/ready')).toEqual({ status: 200, body: { ready: true } });
  });

  it('says 503 and what it waits for while it is not', async () => {
    const reply = { ready: false, waitingFor: ['apikey_list'] };
    expect(await ask(() => Promise.resolve(reply), '/health/ready')).toEqual({ status: 503, body: reply });
  });

  it('says 503, and no more, when it cannot be told', async () => {
    const failing: Readiness = () => Promise.reject(new Error('mongodb://user:hunter2@db is away'));
    expect(await ask(failing, '/health/ready')).toEqual({ status: 503, body: { ready: false } });
  });

  it('has nothing else', async () => {
    expect(await ask(() => Promise.resolve({ ready: true }), '/')).toMatchObject({ status: 404 });
  });

  it('refuses a port that is taken', async () => {
    const { port, stop } = await startHealthServer(0, () => Promise.resolve({ ready: true }));
    stops.push(stop);
    await expect(startHealthServer(port, () => Promise.resolve({ ready: true }))).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
