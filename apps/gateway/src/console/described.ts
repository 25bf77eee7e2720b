import { Answer } from '@credstream/contracts';

// What the routes of the console's sign-in answer: for the OpenAPI document.

export class OpenBrowserSession {
  @Answer({ description: 'The id of the session' }) id!: string;
  @Answer() username!: string;
  @Answer({ description: 'When it ends if nothing more is asked with it', example: '2026-01-31T12:00:00Z' })
  endsAt!: string;
}

export class BrowserSessionState {
  @Answer({ of: () => OpenBrowserSession, optional: true, description: 'Absent when nobody is signed in' })
  session?: OpenBrowserSession;
  @Answer({ of: () => Boolean, description: 'Whether one can sign in at an OpenID Connect provider' })
  provider!: boolean;
}
