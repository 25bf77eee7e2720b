/**
 * Asks `/authorize` at a fixed rate and tells the times: `visitor.mjs <url> <key>`. Each message `{ seconds }` is one
 * round. A request counts from when it was due, so that a server that stands still hides nothing.
 */
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const [url, key] = process.argv.slice(2);
const perSecond = 100;
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

const ask = () =>
  new Promise((resolve, reject) => {
    const call = request(
      `${url}/authorize`,
      { agent, headers: { authorization: `Bearer ${key}` } },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode));
      },
    );
    call.once('error', reject).end();
  });

process.on('message', async ({ seconds }) => {
  const began = performance.now();
  const times = [];
  const others = {};
  const asked = [];
  for (let index = 0; index < seconds * perSecond; index += 1) {
    const due = began + (index * 1000) / perSecond;
    await pause(Math.max(0, due - performance.now()));
    asked.push(
      ask().then(
        (status) => {
          times.push(performance.now() - due);
          if (status !== 204) others[status] = (others[status] ?? 0) + 1;
        },
        ({ code }) => (others[code] = (others[code] ?? 0) + 1),
      ),
    );
  }
  await Promise.all(asked);
  process.send({ times, others });
});
