import { defineError } from '@credstream/domain-kernel';

export class SessionNotFound extends defineError(
  'session.not_found',
  'not_found',
  'No session has this id',
  'Sign in again',
) {}
export class SessionAlreadyExists extends defineError(
  'session.already_exists',
  'conflict',
  'A session with this id exists',
  'Sign in again to get another id',
) {}
export class SessionIsOver extends defineError(
  'session.ended',
  'unauthenticated',
  'The session has ended',
  'Sign in again',
) {}
export class RefreshTokenInvalid extends defineError(
  'session.refresh_invalid',
  'unauthenticated',
  'The refresh token is not the one of the session',
  'Sign in again',
) {}
