import { currentShapes } from '@credstream/domain-kernel';
import type { SessionEvent } from './session.events.js';

export const sessionSchema = currentShapes<SessionEvent>({
  SessionStarted: true,
  SessionRefreshed: true,
  SessionEnded: true,
});
