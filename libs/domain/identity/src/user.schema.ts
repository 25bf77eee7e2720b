import { currentShapes } from '@credstream/domain-kernel';
import type { UserEvent } from './user.events.js';

export const userSchema = currentShapes<UserEvent>({
  UserCreated: { withheld: ['passwordHash'], personal: ['email'] },
  UserEmailSet: { personal: ['email'] },
  UserExternalIdSet: true,
  UserPasswordChanged: { withheld: ['passwordHash'] },
  UserDisabled: true,
  UserEnabled: true,
  UserOffboarded: true,
  UserPersonalDataErased: true,
  UserReadmitted: { withheld: ['passwordHash'] },
  RoleGranted: true,
  RoleRevoked: true,
});
