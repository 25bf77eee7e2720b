import { defineError } from '@credstream/domain-kernel';

export class TooManySignIns extends defineError(
  'auth.too_many_attempts',
  'rate_limited',
  'Too many sign-ins failed; wait a moment',
) {}
export class ProviderUnknown extends defineError(
  'auth.provider_unknown',
  'not_found',
  'No OpenID Connect provider is set up here',
) {}
export class ProviderSignInRefused extends defineError(
  'auth.provider_refused',
  'unauthenticated',
  'The sign-in at the provider was not confirmed; begin again',
) {}
