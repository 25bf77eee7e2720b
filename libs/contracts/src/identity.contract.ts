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
  health: method<Nothing, HealthReply>('identity', 'Health', Nothing, 'anyone'),
  jwks: method<Nothing, JwksReply>('identity', 'Jwks', Nothing, 'anyone'),
  signIn: method<SignIn, TokenReply>('identity', 'SignIn', SignIn, 'anyone'),
  refreshSession: method<RefreshSession, TokenReply>('identity', 'RefreshSession', RefreshSession, 'anyone'),
  createUser: method<CreateUser, UserReply>('identity', 'CreateUser', CreateUser, {
    permission: 'organization.manage',
  }),
  getUser: method<GetUser, UserReply>('identity', 'GetUser', GetUser, {
    permission: 'organization.read',
    own: 'signed_in',
  }),
  listUsers: method<ListUsers, UserPage>('identity', 'ListUsers', ListUsers, {
    permission: 'organization.read',
  }),
} as const;
