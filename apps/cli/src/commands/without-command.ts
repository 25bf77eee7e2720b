const forStores = 'External Secrets and other stores call it by name; people take `credentials` commands';
const forScim = 'spoken by an identity provider (SCIM)';
const forBrowsers = 'a step of a browser';
const forRegistries = 'spoken by docker and registries, which sign in for themselves';

/** Operations of the interface that no command calls, and why. */
export const withoutCommand: Readonly<Record<string, string>> = {
  readNamedValues: forStores,
  putNamedValue: forStores,
  pushNamedValue: forStores,
  proveAuditEventAsText: '`audit prove` writes the same proof',
  scimGetServiceProviderConfig: forScim,
  scimListResourceTypes: forScim,
  scimGetResourceType: forScim,
  scimListSchemas: forScim,
  scimGetSchema: forScim,
  scimListUsers: forScim,
  scimCreateUser: forScim,
  scimGetUser: forScim,
  scimReplaceUser: forScim,
  scimUpdateUser: forScim,
  scimDeleteUser: forScim,
  introspectToken: 'asked by resource servers; people take `keys verify`',
  getAuthorizationServer: 'read by OAuth clients',
  getKeySet: 'read by what verifies access tokens',
  completeProviderSignIn: forBrowsers,
  providerLogout: 'sent by an OpenID Connect provider',
  getBrowserSession: forBrowsers,
  startBrowserSession: forBrowsers,
  endBrowserSession: forBrowsers,
  getLiveness: 'asked by what restarts processes; people take `doctor`',
  authorize: 'asked by proxies; people take `keys verify`',
  notifyRegistry: forRegistries,
  getRegistryToken: forRegistries,
  postRegistryToken: forRegistries,
  getServiceToken: forRegistries,
  postServiceToken: forRegistries,
  reportLeaks: 'sent, and signed, by scanners of public places; people take `leaks scan`',
};
