import { currentShapes } from '@credstream/domain-kernel';
import type { UserEvent } from './user.events.js';

export const userSchema = currentShapes<UserEvent>({
  UserCreated: true,
  UserEmailSet: true,
  UserExternalIdSet: true,
  UserPasswordChanged: true,
  UserDisabled: true,
  UserEnabled: true,
  UserOffboarded: true,
  UserReadmitted: true,
  RoleGranted: true,
  RoleRevoked: true,
});
