import { afterEach, describe, expect, it } from '@jest/globals';
import { NotReady, type Readiness, readinessOf, startHealthServer } from './health.js';

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

describe('readiness', () => {
  const content = { name: 'bus', ask: () => Promise.resolve() };

  it('names what is missing, with words of our own, and shows nobody the words of others', async () => {
    const changes: unknown[] = [];
    const away = new Error('mongodb://user:hunter2@db is away');
    const ready = readinessOf(
      () => [
        content,
        { name: 'clock', ask: () => Promise.reject(new NotReady('jumped')) },
        { name: 'database', ask: () => Promise.reject(away) },
        { name: 'event store', ask: () => new Promise(() => undefined) },
      ],
      (name, cause) => changes.push([name, cause]),
    );
    const waitingFor = ['clock: jumped', 'database: is away', 'event store: does not answer'];
    expect(await ready()).toEqual({ ready: false, waitingFor });
    expect(changes).toContainEqual(['database', away]);
  });

  it('is asked once for all who ask at the same time, and is told when something is there again', async () => {
    let asked = 0;
    let isThere = false;
    const changes: string[] = [];
    const check = async () => {
      asked += 1;
      if (!isThere) throw new NotReady('away');
    };
    const ready = readinessOf(
      () => [{ name: 'database', ask: check }],
      (name, cause) => changes.push(`${name} ${cause === undefined ? 'there' : 'away'}`),
    );
    await Promise.all(Array.from({ length: 1000 }, () => ready()));
    expect(asked).toBe(1);
    isThere = true;
    while (!(await ready()).ready) await new Promise(setImmediate);
    expect(changes).toEqual(['database away', 'database there']);
  });
});
