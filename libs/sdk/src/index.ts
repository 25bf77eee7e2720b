export type { components, paths } from './api.js';
export {
  type ClientOptions,
  createCredstream,
  type Credential,
  type Credstream,
  dataOf,
  signIn,
} from './client.js';
export { beginSignIn, type BegunSignIn } from './begin-sign-in.js';
export { eventsOf, type ServerSentEvent } from './events.js';
export { everyItem, type Page } from './pages.js';
export {
  CredstreamProblem,
  type ProblemDocument,
  SignInNeeded,
  UnexpectedAnswer,
  Unreachable,
} from './problem.js';
export type { Fetch, RetryOptions } from './retries.js';
export { inMemory, type Session, type SessionKeeper } from './session.js';
