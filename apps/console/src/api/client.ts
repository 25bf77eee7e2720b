import { createCredstream, type Fetch } from '@credstream/sdk';
import { endedSession } from './console-session.js';

const unauthenticated = 401;
const ofSession = '/oauth/browser-session';

/** What says that a request comes from a page of this server. */
const fromConsole = (request: Request): Request => {
  const headers = new Headers(request.headers);
  headers.set('x-credstream-console', '1');
  return new Request(request, { headers });
};

/** A request that meets the end of the session is sent again when the person has signed in again. */
const outlivingSession =
  (send: Fetch): Fetch =>
  async (request) => {
    for (;;) {
      const response = await send(request.clone());
      const isSignIn = new URL(request.url).pathname === ofSession;
      if (response.status !== unauthenticated || isSignIn) return response;
      await response.body?.cancel();
      await endedSession.waitForSignIn(request.signal);
    }
  };

/** Every call of the REST interface, as whoever is signed in with this browser. */
export const credstream = createCredstream({
  url: window.location.origin,
  fetch: outlivingSession((request) => fetch(fromConsole(request))),
  retries: { retries: 2 },
});

/** A client that shows a refused sign-in instead of waiting for one. */
export const signInClient = createCredstream({
  url: window.location.origin,
  fetch: (request) => fetch(fromConsole(request)),
  retries: { retries: 1 },
});
