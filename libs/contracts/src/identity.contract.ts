import type { HealthReply } from './health.messages.js';
import {
  CreateUser,
  GetUser,
  type JwksReply,
  ListUsers,
  RefreshSession,
  SignIn,
  type TokenReply,
  type UserPage,
  type UserReply,
} from './identity.messages.js';
import { method } from './method.js';
import { Nothing } from './paging.messages.js';

/** What identity-service answers. */
export const identityContract = {
  health: method<Nothing, HealthReply>('identity', 'Health', Nothing),
  jwks: method<Nothing, JwksReply>('identity', 'Jwks', Nothing),
  signIn: method<SignIn, TokenReply>('identity', 'SignIn', SignIn),
  refreshSession: method<RefreshSession, TokenReply>('identity', 'RefreshSession', RefreshSession),
  createUser: method<CreateUser, UserReply>('identity', 'CreateUser', CreateUser),
  getUser: method<GetUser, UserReply>('identity', 'GetUser', GetUser),
  listUsers: method<ListUsers, UserPage>('identity', 'ListUsers', ListUsers),
} as const;
