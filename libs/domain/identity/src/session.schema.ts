import { currentShapes } from '@credstream/domain-kernel';
import type { SessionEvent } from './session.events.js';

export const sessionSchema = currentShapes<SessionEvent>({
  SessionStarted: { withheld: ['refreshHash'] },
  SessionRefreshed: { withheld: ['refreshHash'] },
  SessionEnded: true,
});
