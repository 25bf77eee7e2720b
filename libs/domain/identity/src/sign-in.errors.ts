import { defineError } from '@credstream/domain-kernel';

export class TooManySignIns extends defineError(
  'auth.too_many_attempts',
  'rate_limited',
  'Too many sign-ins have failed',
  'Sign in again after the seconds in Retry-After',
) {}
export class ProviderUnknown extends defineError(
  'auth.provider_unknown',
  'not_found',
  'No OpenID Connect provider is configured',
  'Sign in with a username and password',
) {}
export class ProviderSignInRefused extends defineError(
  'auth.provider_refused',
  'unauthenticated',
  'The provider did not confirm the sign-in',
  'Begin the sign-in again',
) {}
