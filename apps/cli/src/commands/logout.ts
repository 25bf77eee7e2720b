import { createCredstream } from '@credstream/sdk';
import type { Context } from '../client/context.js';

/** The session ends at the server too; here it is forgotten even when the server cannot be reached. */
export const run = async ({ settings, session, fetch, signal, note }: Context): Promise<void> => {
  const kept = await session.read();
  if (!kept) return note('Nobody is signed in.');
  await session.write(undefined);
  const token = kept.refreshToken ?? kept.accessToken;
  await createCredstream({ url: settings.addr, fetch }).POST('/oauth/revoke', {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: { token },
    signal,
  });
  note('Signed out.');
};
