import { aggregate } from '@credstream/domain-kernel';
import { sessionDecider } from './session.decider.js';
import { sessionSchema } from './session.schema.js';

/** Sessions, each in the stream `session-<sessionId>`. */
export const sessions = aggregate('session', sessionDecider, sessionSchema);
