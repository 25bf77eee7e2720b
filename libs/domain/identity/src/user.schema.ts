import { currentShapes } from '@credstream/domain-kernel';
import type { UserEvent } from './user.events.js';

export const userSchema = currentShapes<UserEvent>({
  UserCreated: { withheld: ['passwordHash'] },
  UserEmailSet: true,
  UserExternalIdSet: true,
  UserPasswordChanged: { withheld: ['passwordHash'] },
  UserDisabled: true,
  UserEnabled: true,
  UserOffboarded: true,
  UserReadmitted: { withheld: ['passwordHash'] },
  RoleGranted: true,
  RoleRevoked: true,
});
