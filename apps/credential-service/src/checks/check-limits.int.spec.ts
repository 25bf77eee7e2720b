import { once } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { credentialContract } from '@credstream/contracts/credential';
import {
  contextOf,
  fresh,
  runService,
  type ServiceUnderTest,
  until,
  type UserActor,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCredentialService } from '../app.js';
import { readSettings } from '../env.js';

const addressOf = (server: Server | HttpServer): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

describe('checks at targets that hang', () => {
  const hanging = new Set<Socket>();
  const silent = createServer((socket) => {
    hanging.add(socket.on('error', () => undefined));
  });
  const answering = createHttpServer((_request, response) => void response.writeHead(401).end());
  let suite: ServiceUnderTest;

  beforeAll(async () => {
    for (const server of [silent, answering]) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    }
    suite = await runService((variables) =>
      startCredentialService(readSettings({ ...variables, CREDSTREAM_EGRESS_ALLOW: '127.0.0.1' })),
    );
  });
  afterAll(async () => {
    for (const socket of hanging) socket.destroy();
    silent.close();
    answering.close();
    await suite.stop();
  });

  const newTenant = async (): Promise<UserActor> =>
    suite.addUser({ account: await suite.addAccount(), roles: ['admin'] });
  const newCredential = async (user: UserActor): Promise<string> => {
    const values = { username: 'octocat', password: 'secret', url: '127.0.0.1' };
    const secret = Object.entries(values).map(([name, text]) => ({ name, text }));
    const message = { name: fresh('credential'), type: 'registry', secret };
    const reply = await suite.client.call(credentialContract.create, message, contextOf(user));
    return reply.credential.id;
  };
  const check = (user: UserActor, id: string, url: string) =>
    suite.client.call(credentialContract.check, { id, url }, contextOf(user));

  it('are so many of an account and no more, and hold up nobody else', async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    const ids = [];
    for (let count = 0; count < 5; count += 1) ids.push(await newCredential(one));
    const refused: unknown[] = [];
    const asked = ids.flatMap((id) =>
      Array.from({ length: 9 }, () =>
        check(one, id, addressOf(silent)).catch((error: unknown) => void refused.push(error)),
      ),
    );
    await until('those beyond what may wait are refused', () => refused.length >= 5);
    expect(hanging.size).toBeLessThanOrEqual(8);
    expect(refused).toEqual(
      Array(5).fill(expect.objectContaining({ code: 'credential.checked_too_often', kind: 'rate_limited' })),
    );
    const theirs = await check(other, await newCredential(other), addressOf(answering));
    expect(theirs).toMatchObject({ status: 'issues' });

    silent.on('connection', (socket) => socket.destroy());
    for (const socket of hanging) socket.destroy();
    await Promise.all(asked);
    expect(await check(one, ids[0]!, addressOf(answering))).toMatchObject({ status: 'issues' });
  });
});
