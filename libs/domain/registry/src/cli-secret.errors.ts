import { defineError } from '@credstream/domain-kernel';

export class CliSecretNotFound extends defineError(
  'clisecret.not_found',
  'not_found',
  'The user has no CLI secret',
  'Make one with PUT',
) {}
export class CliSecretInvalid extends defineError(
  'clisecret.invalid',
  'invalid',
  'The CLI secret is not valid',
  'Use 8 to 128 characters with an upper-case letter, a lower-case letter and a digit, or leave it out to have one made',
) {}
export class CliSecretNotOnboarded extends defineError(
  'clisecret.not_onboarded',
  'precondition',
  'The user has never signed in',
  'The user has to sign in once before there can be a CLI secret',
) {}
