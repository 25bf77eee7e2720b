import { Unauthenticated } from '@credstream/domain-kernel';

/** Why a secret that is right is refused: only its holder can come so far, and may know. */
export type EndedReason = 'expired' | 'revoked' | 'owner_disabled';

const words: Readonly<Record<EndedReason, string>> = {
  expired: 'The API key or access token has expired',
  revoked: 'The API key was revoked, or the session has ended',
  owner_disabled: 'The user to whom the API key or access token belongs is disabled',
};

const isEndedReason = (reason: string): reason is EndedReason => Object.hasOwn(words, reason);

/** Credentials were shown and do not count. With a reason only when the secret itself was right. */
export class CredentialsRefused extends Unauthenticated {
  readonly reason: EndedReason | undefined;

  /** `form` is what is wrong with the form of the header. */
  constructor(reason?: string, cause?: unknown, form?: string) {
    const ended = reason !== undefined && isEndedReason(reason) ? reason : undefined;
    super(ended ? words[ended] : form, {}, cause);
    this.reason = ended;
  }
}
