import { aggregate } from '@credstream/domain-kernel';
import { userDecider } from './user.decider.js';
import { userSchema } from './user.schema.js';

/** Users, each in the stream `user-<userId>`. */
export const users = aggregate('user', userDecider, userSchema);
