import type { RegistryTokenReply } from '@credstream/contracts/token';
import type { GrantedBy, Rights } from '@credstream/domain-registry-access';
import type { Holder } from '../holder/holder-authentication.js';

/** Somebody whom the endpoint knows, and what they may do. */
export type Caller = Readonly<{
  by: GrantedBy;
  holderId?: string;
  /** The `sub` of the token; empty for a stranger. */
  subject: string;
  rights: Rights;
  /** The ids whose changes make the answer wrong, beside that of the registry. */
  concerns: readonly string[];
  /** When they stop being let in, as far as that is known. */
  endsAt?: string;
  claims?: Readonly<Record<string, string>>;
  /** Who gets a refresh token when one is asked for. */
  holder?: Holder;
  /** The one they came with. */
  refreshToken?: string;
}>;

/** Somebody who is not let in, with one line for the person at the terminal. */
export type CallerRefused = Readonly<{
  outcome: RegistryTokenReply['outcome'];
  message: string;
  /** Was the secret itself right? */
  isKnown?: boolean;
  retryAfter?: number;
}>;
