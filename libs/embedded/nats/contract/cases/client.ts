import { expect } from '@jest/globals';
import { headers } from '@nats-io/transport-node';
import type { ContractCase } from '../contract-case.js';

/** Long enough for an answer on a machine that is busy, in milliseconds. */
const timeout = 30_000;

/** What services do, through the official client. */
export const clientCases: readonly ContractCase[] = [
  {
    number: 102,
    title: 'answers a request',
    run: async (session) => {
      const [service, client] = [await session.client(), await session.client()];
      service.subscribe(session.subject, {
        callback: (_error, message) => void message.respond(`hello ${message.string()}`),
      });
      await service.flush();
      const reply = await client.request(session.subject, 'you', { timeout });
      expect(reply.string()).toBe('hello you');
    },
  },
  {
    number: 103,
    title: 'fails a request that nobody can answer, at once',
    run: async (session) => {
      const client = await session.client();
      await expect(client.request(session.subject, '', { timeout })).rejects.toThrow('no responders');
    },
  },
  {
    number: 104,
    title: 'lets a request time out when its service is silent',
    run: async (session) => {
      const client = await session.client();
      client.subscribe(session.subject, { callback: () => {} });
      await expect(client.request(session.subject, '', { timeout: 50 })).rejects.toThrow('timeout');
    },
  },
  {
    number: 105,
    title: 'carries headers there and back',
    run: async (session) => {
      const [service, client] = [await session.client(), await session.client()];
      service.subscribe(session.subject, {
        callback: (_error, message) => void message.respond('', { headers: message.headers ?? headers() }),
      });
      await service.flush();
      const sent = headers();
      sent.append('Correlation', 'one');
      sent.append('Correlation', 'zwei ü');
      const reply = await client.request(session.subject, '', { timeout, headers: sent });
      expect(reply.headers?.values('Correlation')).toEqual(['one', 'zwei ü']);
    },
  },
  {
    number: 106,
    title: 'shares requests over the copies of a service, each answered once',
    run: async (session) => {
      const client = await session.client();
      for (const name of ['a', 'b', 'c']) {
        const copy = await session.client();
        copy.subscribe(session.subject, {
          queue: 'service',
          callback: (_error, message) => void message.respond(name),
        });
        await copy.flush();
      }
      const replies = await Promise.all(
        Array.from({ length: 300 }, async () =>
          (await client.request(session.subject, '', { timeout })).string(),
        ),
      );
      expect(new Set(replies)).toEqual(new Set(['a', 'b', 'c']));
    },
  },
  {
    number: 107,
    title: 'answers each of many requests at once with its own reply',
    run: async (session) => {
      const [service, client] = [await session.client(), await session.client()];
      service.subscribe(session.subject, {
        callback: (_error, message) => void message.respond(message.data),
      });
      await service.flush();
      const numbers = Array.from({ length: 1_000 }, (_, index) => String(index));
      const replies = await Promise.all(
        numbers.map(async (number) => (await client.request(session.subject, number, { timeout })).string()),
      );
      expect(replies).toEqual(numbers);
    },
  },
  {
    number: 108,
    title: 'collects several answers to one request',
    run: async (session) => {
      const client = await session.client();
      for (const name of ['a', 'b']) {
        client.subscribe(session.subject, { callback: (_error, message) => void message.respond(name) });
      }
      const answers: string[] = [];
      const options = { strategy: 'count' as const, maxMessages: 2, maxWait: timeout };
      for await (const answer of await client.requestMany(session.subject, '', options))
        answers.push(answer.string());
      expect(answers.sort()).toEqual(['a', 'b']);
    },
  },
  {
    number: 109,
    title: 'ends a subscription after its maximum',
    run: async (session) => {
      const client = await session.client();
      const subscription = client.subscribe(session.subject, { max: 2 });
      for (const text of ['1', '2', '3']) client.publish(session.subject, text);
      const seen: string[] = [];
      for await (const message of subscription) seen.push(message.string());
      expect(seen).toEqual(['1', '2']);
    },
  },
  {
    number: 110,
    title: 'drains a subscription: what was published before still comes',
    run: async (session) => {
      const [client, publisher] = [await session.client(), await session.client()];
      const subscription = client.subscribe(session.subject);
      await client.flush();
      for (let sent = 0; sent < 500; sent++) publisher.publish(session.subject, String(sent));
      await publisher.flush();
      const drained = subscription.drain();
      const seen: string[] = [];
      for await (const message of subscription) seen.push(message.string());
      await drained;
      expect(seen).toHaveLength(500);
    },
  },
  {
    number: 111,
    title: 'drains a connection: its requests are answered before it goes',
    run: async (session) => {
      const [service, client] = [await session.client(), await session.client()];
      service.subscribe(session.subject, { callback: (_error, message) => void message.respond('done') });
      await service.flush();
      const requests = Array.from({ length: 50 }, () => client.request(session.subject, '', { timeout }));
      await client.flush();
      await service.drain();
      expect((await Promise.all(requests)).map((reply) => reply.string())).toEqual(Array(50).fill('done'));
      await expect(client.request(session.subject, '', { timeout })).rejects.toThrow('no responders');
    },
  },
  {
    number: 112,
    title: 'measures a round trip',
    run: async (session) => {
      expect(await (await session.client()).rtt()).toBeGreaterThanOrEqual(0);
    },
  },
  {
    number: 113,
    title: 'refuses nothing that the client believes it may send, at the edge of the payload',
    run: async (session) => {
      const client = await session.client();
      const size = client.info?.max_payload ?? 0;
      client.publish(session.subject, new Uint8Array(size));
      await client.flush();
      expect(() => client.publish(session.subject, new Uint8Array(size + 1))).toThrow();
    },
  },
  {
    number: 114,
    title: 'serves verbose, pedantic and echo-less clients alike',
    run: async (session) => {
      const [service, client] = [
        await session.client({ noEcho: true }),
        await session.client({ verbose: true, pedantic: true }),
      ];
      service.subscribe(session.subject, { callback: (_error, message) => void message.respond('yes') });
      await service.flush();
      expect((await client.request(session.subject, '', { timeout })).string()).toBe('yes');
      await expect(service.request(session.subject, '', { timeout })).rejects.toThrow('no responders');
    },
  },
  {
    number: 115,
    title: 'carries a burst of 20,000 messages complete and in order',
    run: async (session) => {
      const [publisher, listener] = [await session.client(), await session.client()];
      const subscription = listener.subscribe(`${session.subject}.*`, { max: 20_000 });
      await listener.flush();
      for (let sent = 0; sent < 20_000; sent++)
        publisher.publish(`${session.subject}.${sent % 7}`, String(sent));
      let expected = 0;
      for await (const message of subscription) expect(message.string()).toBe(String(expected++));
      expect(expected).toBe(20_000);
    },
  },
];
