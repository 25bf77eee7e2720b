import type { CredentialReply } from '@credstream/contracts/credential';
import type { CredentialEvent } from '@credstream/domain-credential';
import { type Besides, credentialFacts, viewAt } from './credential-changes.js';

type Answered = Readonly<{ history: readonly CredentialEvent[]; revision: bigint; position: bigint }>;

/** A credential as it was when this was the newest event: what a command answers, now and when it is repeated. */
export const credentialReply = (
  id: string,
  { history, revision, position }: Answered,
  now: Date,
  besides?: Besides,
): CredentialReply => ({
  credential: viewAt(id, credentialFacts(history), now, besides),
  revision: Number(revision),
  position: String(position),
});
