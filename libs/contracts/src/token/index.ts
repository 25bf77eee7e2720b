export { tokenContract } from './token.contract.js';
export {
  ChangedProjects,
  ChangedTexts,
  ChangeRegistry,
  CreateRegistry,
  GetRegistry,
  ListRegistries,
  ProjectPlaceView,
  RegistryPage,
  RegistryReply,
  RegistryView,
} from './registry.messages.js';
export {
  AddTokenScope,
  ChangeToken,
  CreateToken,
  ListTokens,
  RemoveTokenScope,
  RevokeToken,
  RotateToken,
  TokenAddress,
  TokenPage,
  TokenReply,
  TokenScopeView,
  TokenView,
  WantedScope,
} from './token.messages.js';
