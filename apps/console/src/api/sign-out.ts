import { signInClient } from './client.js';

/** Ends the session of this browser. Nothing of what was read stays in the memory of the page. */
export const signOut = async (): Promise<void> => {
  const header = { 'X-Credstream-Console': '1' } as const;
  await signInClient.DELETE('/oauth/browser-session', { params: { header } });
  window.location.assign('/console/sign-in');
};
