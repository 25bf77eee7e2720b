import type { Command } from '@credstream/domain-kernel';
import type { ProviderSession, SessionEndReason, SessionGrant } from './session.events.js';

export type SessionCommand =
  | Command<
      'StartSession',
      {
        sessionId: string;
        userId: string;
        refreshHash: string;
        grant: SessionGrant;
        provider?: ProviderSession;
      }
    >
  | Command<
      'RefreshSession',
      {
        presentedHash: string;
        nextHash: string;
        /** Is the user still there, and active? */
        userActive: boolean;
      }
    >
  | Command<'EndSession', { reason: SessionEndReason }>;
