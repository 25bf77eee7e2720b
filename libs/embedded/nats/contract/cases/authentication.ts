import { expect } from '@jest/globals';
import { AuthorizationError } from '@nats-io/transport-node';
import type { ContractCase } from '../contract-case.js';

const violation = "-ERR 'Authorization Violation'\r\n";

/** Tokens, users, and clients that do not say who they are. */
export const authenticationCases: readonly ContractCase[] = [
  {
    number: 88,
    title: 'lets in who shows the token, and refuses everyone else',
    needs: { token: 's3cr3t' },
    run: async (session) => {
      expect(await (await session.raw({ auth_token: 's3cr3t' })).exchange()).toBe('');
      for (const given of [{}, { auth_token: 's3cr3' }, { auth_token: '' }, { user: 's3cr3t', pass: '' }]) {
        expect(await (await session.raw(given)).lastWords()).toBe(violation);
      }
    },
  },
  {
    number: 89,
    title: 'lets in the user with the password, and refuses everyone else',
    needs: { user: 'ann', password: 's3cr3t' },
    run: async (session) => {
      expect(await (await session.raw({ user: 'ann', pass: 's3cr3t' })).exchange()).toBe('');
      for (const given of [
        {},
        { user: 'ann' },
        { user: 'ann', pass: 'other' },
        { user: 'bob', pass: 's3cr3t' },
      ]) {
        expect(await (await session.raw(given)).lastWords()).toBe(violation);
      }
    },
  },
  {
    number: 90,
    title: 'says in INFO that it wants credentials',
    needs: { token: 's3cr3t' },
    run: async (session) => {
      expect((await session.stranger()).info).toMatchObject({ auth_required: true });
    },
  },
  {
    number: 91,
    title: 'refuses anything before CONNECT, at its first byte',
    needs: { token: 's3cr3t' },
    run: async (session) => {
      for (const text of ['PING\r\n', 'P', '?', '\r\n']) {
        expect(await (await session.stranger()).lastWords(text)).toBe(violation);
      }
    },
  },
  {
    number: 92,
    title: 'does nothing for a client whose CONNECT is refused',
    needs: { token: 's3cr3t' },
    run: async (session) => {
      const listener = await session.raw({ auth_token: 's3cr3t' });
      await listener.exchange(`SUB ${session.subject} 1\r\n`);
      const stranger = await session.stranger();
      await stranger.lastWords(`CONNECT {"auth_token":"no"}\r\nPUB ${session.subject} 0\r\n\r\n`);
      expect(await listener.exchange()).toBe('');
    },
  },
  {
    number: 93,
    title: 'closes on a client that does not authenticate in time',
    needs: { token: 's3cr3t', authTimeout: 200 },
    run: async (session) => {
      expect(await (await session.stranger()).lastWords()).toBe("-ERR 'Authentication Timeout'\r\n");
    },
  },
  {
    number: 94,
    title: 'lets the official client in with a token, and rejects a wrong one as an authorization error',
    needs: { token: 's3cr3t' },
    run: async (session) => {
      const client = await session.client({ token: 's3cr3t' });
      await client.flush();
      await expect(session.client({ token: 'other' })).rejects.toThrow(AuthorizationError);
    },
  },
  {
    number: 95,
    title:
      'lets the official client in with user and password, and rejects a wrong one as an authorization error',
    needs: { user: 'ann', password: 's3cr3t' },
    run: async (session) => {
      const client = await session.client({ user: 'ann', pass: 's3cr3t' });
      await client.flush();
      await expect(session.client({ user: 'ann', pass: 'other' })).rejects.toThrow(AuthorizationError);
    },
  },
];
