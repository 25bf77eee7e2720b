import { Instant, NestedList, Text } from '../fields.js';

/** Somebody came with a secret, or for a name, and was not let in. */
export class RefusalView {
  @Instant() at!: string;
  @Text({ description: 'wrong_username: the secret was right. wrong_secret is all that the client was told' })
  reason!: string;
  @Text() registryId!: string;
  @Text({ description: 'The username that was sent' }) username!: string;
  @Text({ optional: true }) ip?: string;
  @Text({ optional: true, description: 'What the client calls itself' }) client?: string;
}

export class RefusalList {
  @NestedList(RefusalView, { description: 'Newest first, at most 20' }) items!: readonly RefusalView[];
}
