import { defineError } from '@credstream/domain-kernel';

export class SessionNotFound extends defineError(
  'session.not_found',
  'not_found',
  'There is no session with this id',
) {}
export class SessionAlreadyExists extends defineError(
  'session.already_exists',
  'conflict',
  'There is a session with this id; sign in again to get another id',
) {}
export class SessionIsOver extends defineError(
  'session.ended',
  'unauthenticated',
  'The session has ended; sign in again',
) {}
export class RefreshTokenInvalid extends defineError(
  'session.refresh_invalid',
  'unauthenticated',
  'This is not the refresh token of the session; sign in again',
) {}
