import { Instant, Nested, NestedList, OneOf, Text } from '../fields.js';
import { OffboardingPart } from '../offboarding.messages.js';
import { cliSecretStatuses } from '../values.js';
import { Versioned } from '../versioned.messages.js';

export class GetCliSecret {
  @Text({ description: 'The id of a user, or me' }) userId!: string;
}

export class SetCliSecret extends GetCliSecret {
  @Text({
    optional: true,
    description:
      '8 to 128 characters with an upper-case letter, a lower-case letter and a digit; one is made when absent',
  })
  secret?: string;
}

export class CliSecretView {
  @Text() userId!: string;
  @Text({ description: 'What is typed at docker login' }) username!: string;
  @OneOf(cliSecretStatuses, { description: 'asleep: the user has not signed in for too long' })
  status!: string;
  @Text({ optional: true, description: 'The last four characters, of a secret that was made here' })
  hint?: string;
  @Instant({ optional: true }) changedAt?: string;
  @Instant({ optional: true, description: 'When its user signed in last' }) lastSignInAt?: string;
}

export class CliSecretReply extends Versioned {
  @Nested(CliSecretView) cliSecret!: CliSecretView;
  @Text({ optional: true, description: 'The secret, once' }) secret?: string;
  @Text({
    optional: true,
    description:
      'The line for a shell, at the first registry of the account; the secret comes on standard input',
  })
  dockerLogin?: string;
}

export class RevokedCliSecret {
  @Text() userId!: string;
  @Instant() revokedAt!: string;
}

/** A token whose password somebody who left may know. */
export class KnownToken {
  @Text() id!: string;
  @Text() registryId!: string;
  @Text() name!: string;
}

/** What was taken from a user who left, and which tokens they made: those go on working. */
export class TokenOffboardingReply extends OffboardingPart {
  @NestedList(RevokedCliSecret) cliSecrets!: readonly RevokedCliSecret[];
  @NestedList(KnownToken) madeTokens!: readonly KnownToken[];
}
