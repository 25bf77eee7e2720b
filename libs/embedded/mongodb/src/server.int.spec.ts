import { describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { start } from './index.js';

describe('the server', () => {
  it('starts on a free port, and says where', async () => {
    const server = await start({ port: 0 });
    expect(new URL(server.url).host).toBe(`127.0.0.1:${server.port}`);
    await server.stop();
  });

  it('does not start on a port that is taken', async () => {
    const server = await start({ port: 0 });
    await expect(start({ port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await server.stop();
  });

  it('shares nothing with another one beside it', async () => {
    const servers = await Promise.all([start({ port: 0 }), start({ port: 0 })]);
    const clients = await Promise.all(servers.map(({ url }) => new MongoClient(url).connect()));
    await clients[0]!.db('d').collection('c').insertOne({ a: 1 });
    expect(await clients[1]!.db('d').collection('c').countDocuments()).toBe(0);
    await Promise.all(clients.map((client) => client.close()));
    await Promise.all(servers.map((server) => server.stop()));
  });

  it('stops with connections open, and forgets its data', async () => {
    const first = await start({ port: 0 });
    const client = await new MongoClient(first.url, { serverSelectionTimeoutMS: 300 }).connect();
    await client.db('d').collection('c').insertOne({ a: 1 });
    await first.stop();
    await expect(client.db('d').collection('c', { timeoutMS: 200 }).countDocuments()).rejects.toThrow();
    await client.close();
    const second = await start({ port: first.port });
    const again = await new MongoClient(second.url).connect();
    expect(await again.db('d').collection('c').countDocuments()).toBe(0);
    await again.close();
    await second.stop();
  });
});
