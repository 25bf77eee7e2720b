// Written by `npm run docs:references` from docs/reference/openapi.json. Do not edit it.

export interface paths {
  '/api/v1/credentials': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List credentials
     * @description Newest first. Without a scope, all that you may see in your account.
     */
    get: operations['listCredentials'];
    put?: never;
    /**
     * Create a credential
     * @description The answer holds all that is known of it, but never the secret.
     */
    post: operations['createCredential'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/check-name': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Find out whether a name can be used */
    get: operations['checkCredentialName'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export what is known of all credentials
     * @description A line of JSON for each, without secrets. The last line says how many there were.
     */
    get: operations['exportCredentials'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/import': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Import credentials from a file
     * @description Kubernetes manifests, a docker config.json, .git-credentials or an env file. Each entry is imported or refused by itself.
     */
    post: operations['importCredentials'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/resolve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get the secret that something uses
     * @description The newest version of the credential that is attached to it, in its scope or one above.
     */
    post: operations['resolveCredential'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/render/dockerconfigjson': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Write several credentials as one docker config.json */
    post: operations['renderDockerConfig'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/values': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the values of a credential by its name
     * @description All of them as JSON; with `property` that value alone, as it is.
     */
    get: operations['readNamedValues'];
    /**
     * Replace one value of a credential that is named
     * @description The body is the value, byte for byte, whatever its Content-Type. The other values stay as they are; a value that is there already changes nothing.
     */
    put: operations['putNamedValue'];
    /**
     * Replace one value of a credential that is named
     * @description The body is the value, byte for byte, whatever its Content-Type. The other values stay as they are; a value that is there already changes nothing.
     */
    post: operations['pushNamedValue'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get a credential */
    get: operations['getCredential'];
    put?: never;
    post?: never;
    /**
     * Delete a credential
     * @description Its secret can no longer be read by anyone. Refused while something uses it.
     */
    delete: operations['deleteCredential'];
    options?: never;
    head?: never;
    /** Change the name, the description, the schedule or the connection of a credential */
    patch: operations['updateCredential'];
    trace?: never;
  };
  '/api/v1/credentials/{id}/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give a credential a new secret
     * @description The version in use can be read until `overlapUntil`. `fromVersion` takes a rotation back: the secret of a version whose overlap lasts becomes the newest one again.
     */
    post: operations['rotateCredential'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/{id}/rotation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Have a webhook give the next secrets of a credential
     * @description It is asked with a signed POST when `rotationDays` are over or the secret is about to end, and answers {"secret": {...}, "expiresAt"?: "..."}. Setting the same address again keeps the signing secret, and starts over what was given up.
     */
    put: operations['scheduleRotation'];
    post?: never;
    /** No longer ask a webhook for the next secrets of a credential */
    delete: operations['unscheduleRotation'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/{id}/check': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Try a credential at its target
     * @description Contacts the registry, repository, git server or object store with the secret, and answers within ten seconds.
     */
    post: operations['checkCredential'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/{id}/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Revoke a credential
     * @description Final: its secret can no longer be read.
     */
    post: operations['revokeCredential'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/{id}/reveal': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Reveal the secret of a credential
     * @description The audit log says who did it, and what for.
     */
    post: operations['revealCredential'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/{id}/render/{format}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Write a credential as the file that a program reads */
    get: operations['renderCredential'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/{id}/values': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get the values of a credential */
    get: operations['readCredentialValues'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/{id}/versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the versions of a credential, and who reads them */
    get: operations['listCredentialVersions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/{id}/readers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List who may read the secret, now or at a moment */
    get: operations['listCredentialReaders'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get what happened to a credential */
    get: operations['getCredentialHistory'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/{id}/attachments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List what uses a credential */
    get: operations['listAttachments'];
    put?: never;
    /** Attach a credential to what uses it */
    post: operations['attachCredential'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/{id}/attachments/{attachmentId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Detach a credential */
    delete: operations['detachCredential'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List API keys
     * @description Your own, newest first; administrators name another user or account.
     */
    get: operations['listApiKeys'];
    put?: never;
    /**
     * Create an API key
     * @description The answer holds the key itself, which is shown once.
     */
    post: operations['createApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/api-keys/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get an API key */
    get: operations['getApiKey'];
    put?: never;
    post?: never;
    /**
     * Delete an API key
     * @description The key is refused from now on, and its name can be used again.
     */
    delete: operations['deleteApiKey'];
    options?: never;
    head?: never;
    /** Change the name or description of an API key */
    patch: operations['updateApiKey'];
    trace?: never;
  };
  '/api/v1/api-keys/{id}/usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get how an API key is used
     * @description Secret by secret, with advice whether the key can be deleted.
     */
    get: operations['getApiKeyUsage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/api-keys/import': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Import an API key that was made elsewhere
     * @description For administrators. Only the hash of the key is sent.
     */
    post: operations['importApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/api-keys/{id}/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give an API key a new secret
     * @description The secret in use goes on working until `overlapUntil`.
     */
    post: operations['rotateApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/api-keys/{id}/end-overlap': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End the overlap of a rotation
     * @description The secret before the newest one is refused from now on.
     */
    post: operations['endApiKeyOverlap'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/api-keys/{id}/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Revoke an API key
     * @description Final: the key is refused from now on.
     */
    post: operations['revokeApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhooks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the webhooks of an account */
    get: operations['listWebhooks'];
    put?: never;
    /**
     * Create a webhook
     * @description The answer holds the secret that signs the deliveries, which is shown once.
     */
    post: operations['createWebhook'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhooks/types': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the types that webhooks can tell of */
    get: operations['listWebhookTypes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhooks/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get a webhook */
    get: operations['getWebhook'];
    put?: never;
    post?: never;
    /** Delete a webhook */
    delete: operations['deleteWebhook'];
    options?: never;
    head?: never;
    /** Change the address or the types of a webhook */
    patch: operations['changeWebhook'];
    trace?: never;
  };
  '/api/v1/webhooks/{id}/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a test delivery
     * @description It is tried once. The answer says how it went; pending after eight seconds without an answer.
     */
    post: operations['testWebhook'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhooks/{id}/deliveries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the deliveries of a webhook */
    get: operations['listWebhookDeliveries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhooks/{id}/deliveries/{eventId}/redeliver': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Deliver an event again that was given up */
    post: operations['redeliverWebhook'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/accounts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List accounts
     * @description All of them for system administrators, your own for everyone else.
     */
    get: operations['listAccounts'];
    put?: never;
    /** Create an account */
    post: operations['createAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/accounts/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get an account */
    get: operations['getAccount'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change policies of an account
     * @description Policies that are not named stay as they are.
     */
    patch: operations['updateAccount'];
    trace?: never;
  };
  '/api/v1/accounts/{name}/disable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Disable an account
     * @description Nobody of the account can sign in, and its API keys are refused.
     */
    post: operations['disableAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/accounts/{name}/enable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Enable an account */
    post: operations['enableAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/scopes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the scopes of an account
     * @description The account, and the scopes below it as a tree.
     */
    get: operations['getScopes'];
    put?: never;
    /** Create a scope */
    post: operations['createScope'];
    /** Delete a scope */
    delete: operations['deleteScope'];
    options?: never;
    head?: never;
    /**
     * Rename or move a scope
     * @description What is below the scope moves with it.
     */
    patch: operations['renameScope'];
    trace?: never;
  };
  '/api/v1/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get yourself
     * @description Who you are, your roles, and what they allow in your account.
     */
    get: operations['getMe'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List users
     * @description Of one account, by username.
     */
    get: operations['listUsers'];
    put?: never;
    /** Create a user */
    post: operations['createUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get a user */
    get: operations['getUser'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Set the e-mail address or the password of a user */
    patch: operations['updateUser'];
    trace?: never;
  };
  '/api/v1/users/{userId}/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the sessions of a user
     * @description Yours with `me`. Newest first, a hundred at most; sessions that have ended are left out.
     */
    get: operations['listSessions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{userId}/sessions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * End a session of a user
     * @description Its tokens are refused from now on.
     */
    delete: operations['endSession'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{id}/disable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Disable a user
     * @description Ends the sessions of the user; API keys are refused until the user is enabled.
     */
    post: operations['disableUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{id}/enable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Enable a user */
    post: operations['enableUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{id}/offboard': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Off-board a user
     * @description Ends every session and revokes every API key for good. Repeat it until `complete` is true.
     */
    post: operations['offboardUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{id}/offboarding': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get the report of an off-boarding */
    get: operations['getOffboarding'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{id}/erase': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Erase the personal data of a user who was off-boarded
     * @description The e-mail address, and the addresses and programs from which the user did anything, cannot be read any more: their key is destroyed. What happened, and its proofs, stay.
     */
    post: operations['eraseUserData'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{id}/readmit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Re-admit a user who was off-boarded
     * @description The same name, with no role, no API key and no session. A local user needs a new password.
     */
    post: operations['readmitUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/roles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the roles and what each allows
     * @description A role is granted at a scope and holds there and below; `system-admin` only at `/`.
     */
    get: operations['listRoles'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/role-assignments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List role assignments */
    get: operations['listRoleAssignments'];
    put?: never;
    /** Grant a role to a user */
    post: operations['grantRole'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/role-assignments/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get a role assignment */
    get: operations['getRoleAssignment'];
    put?: never;
    post?: never;
    /** Revoke a role */
    delete: operations['revokeRole'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List registries */
    get: operations['listRegistries'];
    put?: never;
    /**
     * Create a registry
     * @description The answer holds the bearer token for its notifications, which is shown once.
     */
    post: operations['createRegistry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get a registry */
    get: operations['getRegistry'];
    put?: never;
    post?: never;
    /**
     * Delete a registry
     * @description Its tokens are refused from now on, and deleted soon after.
     */
    delete: operations['deleteRegistry'];
    options?: never;
    head?: never;
    /**
     * Change a registry
     * @description Its name, scope and service stay as they are.
     */
    patch: operations['changeRegistry'];
    trace?: never;
  };
  '/api/v1/registries/{id}/notification-token': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give a registry a new bearer token for its notifications
     * @description The one before is refused from now on.
     */
    post: operations['rotateNotificationToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the tokens and robot accounts of a registry */
    get: operations['listRegistryTokens'];
    put?: never;
    /**
     * Create a token or a robot account
     * @description The answer holds the password, which is shown once. You hand out no more than you may do.
     */
    post: operations['createRegistryToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/tokens/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get a token */
    get: operations['readRegistryToken'];
    put?: never;
    post?: never;
    /**
     * Delete a token
     * @description It is refused from now on, and its name can be used again.
     */
    delete: operations['deleteRegistryToken'];
    options?: never;
    head?: never;
    /**
     * Change the status or the expiry of a token
     * @description Its name stays as it is.
     */
    patch: operations['changeRegistryToken'];
    trace?: never;
  };
  '/api/v1/registries/{registryId}/tokens/{id}/scopes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the scopes of a token */
    get: operations['listRegistryTokenScopes'];
    put?: never;
    /** Add a scope to a token */
    post: operations['addTokenScope'];
    /** Remove all scopes of a token */
    delete: operations['removeAllTokenScopes'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/tokens/{id}/scopes/{scopeId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Remove a scope of a token */
    delete: operations['removeTokenScope'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/tokens/{id}/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give a token a new password
     * @description The password in use goes on working until `overlapUntil`.
     */
    post: operations['rotateRegistryToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/tokens/{id}/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Revoke a token
     * @description Final: the token is refused from now on, and stays in the list.
     */
    post: operations['revokeRegistryToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/tokens/{id}/usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get how a token is used
     * @description What it was granted, and what the registry told of it.
     */
    get: operations['getRegistryTokenUsage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/import': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Import users of an htpasswd file, or robot accounts of Harbor
     * @description Their passwords go on working. All of them are imported, or none.
     */
    post: operations['importRegistryTokens'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/repositories': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the repositories of a registry
     * @description Those of which the registry told: who pushed and pulled them last.
     */
    get: operations['listRepositories'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/tokens/{id}/refusals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the last refusals of a token
     * @description When, why, from which address and by which client; newest first.
     */
    get: operations['listRegistryTokenRefusals'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{userId}/cli-secret': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the state of a CLI secret
     * @description Who asks for their own the first time after signing in gets one, which is shown this once.
     */
    get: operations['getCliSecret'];
    /**
     * Make or upload a CLI secret
     * @description It is shown once. The one before stops at once.
     */
    put: operations['setCliSecret'];
    post?: never;
    /** Revoke a CLI secret */
    delete: operations['deleteCliSecret'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{userId}/cli-secret/refusals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the last refusals of a CLI secret */
    get: operations['listCliSecretRefusals'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/signing-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the keys that sign the tokens of a registry */
    get: operations['listRegistryKeys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/signing-keys/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Publish a new signing key
     * @description The key in use goes on signing until the new one has been published for the set time, or is confirmed.
     */
    post: operations['rotateRegistryKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/signing-keys/{kid}/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Confirm that the registry knows a new signing key
     * @description It signs from then on. The one before stays trusted for a day.
     */
    post: operations['confirmRegistryKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/signing-keys/{kid}/retire': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Retire a signing key that must not be trusted any more */
    post: operations['retireRegistryKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/trusted-issuers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the issuers that a registry trusts */
    get: operations['listTrustedIssuers'];
    put?: never;
    /**
     * Trust an OpenID Connect issuer
     * @description Workloads show a JWT of the issuer as the password, with the username `oidc`, or exchange it (RFC 8693). All claims must fit.
     */
    post: operations['addTrustedIssuer'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/trusted-issuers/{issuerId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** No longer trust an issuer */
    delete: operations['removeTrustedIssuer'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List audit events
     * @description Newest first.
     */
    get: operations['listAuditEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit/counts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Count what happened, day by day
     * @description Days in UTC, the first one first, at most 400; those on which nothing happened have zeros. Counted as events arrive.
     */
    get: operations['countAuditEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit/events/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow audit events as they are recorded
     * @description Server-sent events, each with an entry as JSON. `Last-Event-ID` goes on where a connection ended.
     */
    get: operations['tailAuditEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export audit events
     * @description Newest first, without a limit. Each line of `ndjson` has a proof, and the last line is signed: `credstream audit verify` checks the file. In `csv` a text that begins like a formula has an apostrophe before it.
     */
    get: operations['exportAuditEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit/checkpoint': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the newest signed checkpoint of the log
     * @description A note as in c2sp.org/tlog-checkpoint.
     */
    get: operations['getAuditCheckpoint'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit/checkpoint/publications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List where checkpoints are published outside of the log, and how that went */
    get: operations['listCheckpointPublications'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit/public-key': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the public key of the log
     * @description One line: `<name>+<hash>+<base64>`, as in c2sp.org/signed-note.
     */
    get: operations['getAuditPublicKey'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit/public-key/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let the log sign with its next key
     * @description The key before and the next one sign a note about it.
     */
    post: operations['rotateAuditKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit/proofs/inclusion': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Prove that an entry is in the log
     * @description Against the newest checkpoint, which has been published.
     */
    get: operations['proveAuditEvent'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit/proofs/inclusion/text': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Prove that an entry is in the log, as text
     * @description As in c2sp.org/tlog-proof.
     */
    get: operations['proveAuditEventAsText'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit/proofs/consistency': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Prove that the log has only grown between two checkpoints */
    get: operations['proveAuditConsistency'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit/sinks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List where audit entries are sent, and how far that is */
    get: operations['listAuditSinks'];
    put?: never;
    /**
     * Send audit entries to a file, by syslog or to an HTTP collector
     * @description In the order of the log, each entry at least once. A receiver that stalls holds up nobody else.
     */
    post: operations['createAuditSink'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit/sinks/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get a sink */
    get: operations['getAuditSink'];
    put?: never;
    post?: never;
    /** Send no more audit entries there */
    delete: operations['deleteAuditSink'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/history/{stream}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get what happened to one thing, and its state
     * @description At a revision, at an instant, or now. The state comes from the rules that serve the present; nothing that is secret is in it.
     */
    get: operations['getHistory'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/system/master-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get the master keys and the progress of their rotation */
    get: operations['getMasterKeys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/system/master-keys/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Start a new master key
     * @description Data keys are wrapped with it in the background; secrets stay readable all the while. The key before is destroyed 90 days after the last data key left it, and backups from before can no longer be read then.
     */
    post: operations['rotateMasterKeys'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the read models of all services
     * @description With how far they are behind the log, what they could not take in, and how far a rebuild is.
     */
    get: operations['listProjections'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/{name}/rebuild': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Build a read model anew from the log
     * @description The one that is there serves until the new one holds everything that it holds. While a build is made, another request starts none.
     */
    post: operations['rebuildProjection'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/{name}/failures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the events that a read model could not take in
     * @description In log order.
     */
    get: operations['listProjectionFailures'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/{name}/failures/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Try again to take in an event
     * @description Where later events of its stream are in the read model already, it is built anew, as only that puts the event in its place.
     */
    post: operations['retryProjectionFailure'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/{name}/failures/{id}/skip': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Decide that a read model does without an event
     * @description It no longer counts as a failure, also when the read model is built anew.
     */
    post: operations['skipProjectionFailure'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/registries/{registryId}/trust': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get what a registry needs to trust its tokens
     * @description `pem`: the file for `rootcertbundle`. `jwks`: the file for `jwks` of version 3. `config`: the `auth` and `notifications` blocks of its configuration.
     */
    get: operations['getRegistryTrust'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/scim/v2/ServiceProviderConfig': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get what this server can do */
    get: operations['scimGetServiceProviderConfig'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/scim/v2/ResourceTypes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the kinds of resources */
    get: operations['scimListResourceTypes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/scim/v2/ResourceTypes/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get one kind of resource */
    get: operations['scimGetResourceType'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/scim/v2/Schemas': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the schemas */
    get: operations['scimListSchemas'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/scim/v2/Schemas/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get one schema */
    get: operations['scimGetSchema'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/scim/v2/Users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Find users
     * @description RFC 7644 §3.4.2.
     */
    get: operations['scimListUsers'];
    put?: never;
    /**
     * Create a user, or re-admit who was off-boarded
     * @description RFC 7644 §3.3.
     */
    post: operations['scimCreateUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/scim/v2/Users/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a user
     * @description RFC 7644 §3.4.1.
     */
    get: operations['scimGetUser'];
    /**
     * Replace a user
     * @description RFC 7644 §3.5.1.
     */
    put: operations['scimReplaceUser'];
    post?: never;
    /**
     * Off-board a user who has left
     * @description RFC 7644 §3.6.
     */
    delete: operations['scimDeleteUser'];
    options?: never;
    head?: never;
    /**
     * Change a user; `active: false` off-boards them, `active: true` re-admits them
     * @description RFC 7644 §3.5.2.
     */
    patch: operations['scimUpdateUser'];
    trace?: never;
  };
  '/oauth/token': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign in, refresh a session, or exchange an API key
     * @description RFC 6749. For `client_credentials` send the API key as Basic, with username `_api_key`.
     */
    post: operations['getToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/introspect': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Find out about a token
     * @description RFC 7662.
     */
    post: operations['introspectToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End the session of a token
     * @description RFC 7009. A refresh token of a registry is ended by itself.
     */
    post: operations['revokeToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/.well-known/oauth-authorization-server': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get the metadata of the sign-in */
    get: operations['getAuthorizationServer'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/.well-known/jwks.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get the public keys of the access tokens */
    get: operations['getKeySet'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/login': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Sign in at the OpenID Connect provider */
    get: operations['beginProviderSignIn'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/callback': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Take the answer of the OpenID Connect provider
     * @description The provider sends the browser here. A sign-in for a program is answered with a page that leads to the program.
     */
    get: operations['completeProviderSignIn'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/backchannel-logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End the sessions of a user who has left the provider
     * @description OpenID Connect Back-Channel Logout 1.0.
     */
    post: operations['providerLogout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/browser-session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get who is signed in with this browser */
    get: operations['getBrowserSession'];
    put?: never;
    /**
     * Sign in with a password, for a browser
     * @description The answer sets a cookie that scripts cannot read. There is no token in it.
     */
    post: operations['startBrowserSession'];
    /** Sign out with this browser */
    delete: operations['endBrowserSession'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get whether the gateway runs */
    get: operations['getLiveness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/ready': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get whether every service answers */
    get: operations['getReadiness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/version': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get the version of the gateway */
    get: operations['getVersion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/authorize': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Decide about a request that a proxy has received
     * @description Forward authentication for nginx, HAProxy, Caddy, Envoy, Traefik and APISIX. Takes every method, reads no body, and answers without one. Names in headers are UTF-8, percent-encoded. `/authorize/…` ignores what is appended, and answers 200.
     */
    get: operations['authorize'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/api-keys/verify': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Verify an API key
     * @description Always 200 for a key that can be judged. The reason of a refusal is only told to callers who may see the key; for everyone else it is `unknown`.
     */
    post: operations['verifyApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/registry/notifications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Tell what happened at a registry
     * @description For the registry itself, with the bearer token that was made with it: who pulled and pushed what. What was told before, is older than seven days or is of no image is ignored.
     */
    post: operations['notifyRegistry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/registry/token': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a token for a registry
     * @description The token endpoint of the distribution project. Credentials are Basic: of a token, a robot account, or a user with a CLI secret.
     */
    get: operations['getRegistryToken'];
    put?: never;
    /**
     * Get a token for a registry
     * @description The OAuth 2 form of the distribution project.
     */
    post: operations['postRegistryToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/service/token': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a token for a registry, under another path
     * @description The token endpoint of the distribution project. Credentials are Basic: of a token, a robot account, or a user with a CLI secret.
     */
    get: operations['getServiceToken'];
    put?: never;
    /**
     * Get a token for a registry, under another path
     * @description The OAuth 2 form of the distribution project.
     */
    post: operations['postServiceToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/leaks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Report leaked secrets
     * @description For GitHub's secret scanning: API keys, and passwords of registry tokens, robot accounts and people, are revoked.
     */
    post: operations['reportLeaks'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface components {
  schemas: {
    CredentialConnection: {
      /** @description Certificates (PEM) of authorities that are trusted for this target besides the public ones */
      caBundle?: string;
      /** @description The certificate (PEM) shown to the target; its key is the field clientKey of the secret */
      clientCertificate?: string;
      /** @description http://[user@]host:port to connect through; its password is the field proxyPassword of the secret */
      proxy?: string;
      /** @description The host, other than the registry, that may get the secret and gives a token for it */
      tokenHost?: string;
    };
    CreateCredentialBody: {
      /**
       * @description 1 to 253 characters, unique in its scope
       * @example ghcr-auth
       */
      name: string;
      /**
       * @description One of registry, git, access-key, username-password, generic, ssh-key, tls, token, github-app
       * @example registry
       */
      type?: string;
      /** @description The caller's account when absent */
      scope?: string;
      /** @description One of ghcr, gar, ecr, acr, dockerhub, harbor, artifactory, quay, github, gitlab, custom; custom when absent */
      provider?: string;
      /** @description At most 250 characters */
      description?: string;
      /** @description Such as production */
      environment?: string;
      /**
       * Format: date-time
       * @description RFC 3339, in the future; when the secret ends
       * @example 2027-04-01T00:00:00Z
       */
      expiresAt?: string;
      /** @description After so many days the secret should be replaced; 0 for no interval */
      rotationDays?: number;
      /** @description How the target is reached */
      connection?: components['schemas']['CredentialConnection'];
      /** @description Only the caller reads and changes it; for the types registry and generic */
      private?: boolean;
      /**
       * @description The fields of the type; {"values": {...}} for a generic one. Each is a text, {"base64": "..."} for bytes, or {"generate": {"length": 32, "alphabet": "alphanumeric"}}. At most 64 KiB each and 256 KiB together
       * @example {
       *       "username": "octocat",
       *       "password": "ghp_example"
       *     }
       */
      secret?: {
        [key: string]: unknown;
      };
      /** @description In place of secret, for the types registry and git */
      username?: string;
      /** @description In place of secret, for the types registry and git */
      password?: string;
      /** @description The manifest of a Kubernetes Secret, in place of secret. It is used once */
      existingSecret?: {
        [key: string]: unknown;
      };
    };
    /** @enum {string} */
    CredentialType:
      | 'registry'
      | 'git'
      | 'access-key'
      | 'username-password'
      | 'generic'
      | 'ssh-key'
      | 'tls'
      | 'token'
      | 'github-app';
    /** @enum {string} */
    CredentialProvider:
      | 'ghcr'
      | 'gar'
      | 'ecr'
      | 'acr'
      | 'dockerhub'
      | 'harbor'
      | 'artifactory'
      | 'quay'
      | 'github'
      | 'gitlab'
      | 'custom';
    /** @enum {string} */
    CredentialStatus: 'none' | 'ok' | 'issues' | 'expired' | 'revoked';
    /** @enum {string} */
    StatusReason:
      | 'unauthorized'
      | 'forbidden'
      | 'expired'
      | 'unreachable'
      | 'timeout'
      | 'tls'
      | 'region'
      | 'clock'
      | 'redirected'
      | 'blocked'
      | 'not_a_registry'
      | 'no_target'
      | 'rotation_failed';
    /** @enum {string} */
    AttachmentKind:
      | 'helm-registry'
      | 'oci-registry'
      | 'git-repository'
      | 'data-source'
      | 'workload'
      | 'template'
      | 'environment';
    AttachmentView: {
      attachmentId: string;
      kind: components['schemas']['AttachmentKind'];
      name: string;
      url?: string;
    };
    RotationView: {
      url: string;
      overlapHours: number;
      verifyFirst: boolean;
      /**
       * Format: date-time
       * @description When the webhook is asked next
       */
      nextAt?: string;
      /** @description Attempts that came to nothing for the newest version */
      failedAttempts: number;
    };
    /** @enum {string} */
    CredentialAdvice:
      | 'password'
      | 'trailing_newline'
      | 'rotation_due'
      | 'same_secret'
      | 'many_environments'
      | 'never_read'
      | 'unattached';
    CredentialView: {
      id: string;
      name: string;
      description?: string;
      type: components['schemas']['CredentialType'];
      provider: components['schemas']['CredentialProvider'];
      scope: string;
      status: components['schemas']['CredentialStatus'];
      statusReason?: components['schemas']['StatusReason'];
      /** @description What can be done about it */
      statusMessage?: string;
      attachments: components['schemas']['AttachmentView'][];
      version: number;
      /** @description The names of the values of the newest version */
      fields: string[];
      environment?: string;
      createdBy: string;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
      /** Format: date-time */
      expiresAt?: string;
      rotationDays?: number;
      /** @description The webhook that gives the next secret */
      rotation?: components['schemas']['RotationView'];
      /** @description How the target is reached */
      connection?: components['schemas']['CredentialConnection'];
      /** @description Only who made it reads and changes it */
      private?: boolean;
      /** Format: date-time */
      lastUsedAt?: string;
      advice: components['schemas']['CredentialAdvice'][];
    };
    /** @enum {string} */
    CredentialSort: 'createdAt' | '-createdAt' | 'name' | '-name' | 'updatedAt' | '-updatedAt';
    CredentialList: {
      items: components['schemas']['CredentialView'][];
      /** @description For the next page; absent on the last one */
      nextCursor?: string;
    };
    CredentialNameReply: {
      available: boolean;
      /** @description Why not */
      reason?: string;
    };
    /** @enum {string} */
    ImportFormat: 'kubernetes' | 'dockerconfigjson' | 'git-credentials' | 'env';
    ImportCredentials: {
      /** @example env */
      format: components['schemas']['ImportFormat'];
      /**
       * @description The file as it is
       * @example API_TOKEN=example
       */
      data: string;
      /** @description The caller's account when absent */
      scope?: string;
      /**
       * @description Of the credential that an env file becomes
       * @example deploy-env
       */
      name?: string;
    };
    ImportOutcome: {
      entry: string;
      /** @description Of the new credential */
      id?: string;
      /** @description Why it was not imported: a code */
      code?: string;
      /** @description The same in words */
      problem?: string;
    };
    ImportOutcomes: {
      items: components['schemas']['ImportOutcome'][];
    };
    ResolveCredential: {
      /**
       * @description One of helm-registry, oci-registry, git-repository, data-source, workload, template, environment
       * @example helm-registry
       */
      kind: string;
      /** @example charts */
      name: string;
      /** @description The caller's account when absent */
      scope?: string;
    };
    ResolvedSecret: {
      version: string;
      /**
       * @description The fields of the type; {"values": {...}} for a generic one. Each is a text, {"base64": "..."} for bytes, or {"generate": {"length": 32, "alphabet": "alphanumeric"}}. At most 64 KiB each and 256 KiB together
       * @example {
       *       "username": "octocat",
       *       "password": "ghp_example"
       *     }
       */
      secret: {
        [key: string]: unknown;
      };
      id: string;
      name: string;
      type: string;
    };
    RenderCredentials: {
      /** @description Up to 50 ids of credentials of type registry */
      ids: string[];
    };
    ChangeCredentialBody: {
      /** @description 1 to 253 characters, unique in its scope */
      name?: string;
      /**
       * @description At most 250 characters
       * @example Pulls charts
       */
      description?: string;
      /** @description 0 for no interval */
      rotationDays?: number;
      /**
       * Format: date-time
       * @description RFC 3339, in the future; an empty text for none
       */
      expiresAt?: string;
      /** @description How the target is reached; changing it takes the right to reveal the secret */
      connection?: components['schemas']['CredentialConnection'];
    };
    RotateCredentialBody: {
      /** @description In place of secret: the secret of this version is the newest one again, while that can still be read */
      fromVersion?: number;
      /**
       * Format: date-time
       * @description Until when the version in use can be read; at most 30 days ahead, at once when absent
       * @example 2027-01-08T00:00:00Z
       */
      overlapUntil?: string;
      /**
       * Format: date-time
       * @description RFC 3339, in the future; when the secret ends
       */
      expiresAt?: string;
      /** @description Tries the new secret at its target first; a bad one changes nothing */
      verifyFirst?: boolean;
      /**
       * @description The fields of the type; {"values": {...}} for a generic one. Each is a text, {"base64": "..."} for bytes, or {"generate": {"length": 32, "alphabet": "alphanumeric"}}. At most 64 KiB each and 256 KiB together
       * @example {
       *       "username": "octocat",
       *       "password": "ghp_example"
       *     }
       */
      secret?: {
        [key: string]: unknown;
      };
    };
    ScheduleRotationBody: {
      /**
       * @description Asked with POST, signed
       * @example https://rotation.example.com/credstream
       */
      url: string;
      /** @description Hours for which the version before can be read; 24 when absent */
      overlapHours?: number;
      /** @description Try the new secret at its target first; true when absent */
      verifyFirst?: boolean;
    };
    ScheduledRotation: {
      url: string;
      overlapHours: number;
      verifyFirst: boolean;
      /**
       * Format: date-time
       * @description When the webhook is asked next
       */
      nextAt?: string;
      /** @description Attempts that came to nothing for the newest version */
      failedAttempts: number;
      /** @description whsec_...: signs the requests to the webhook (Standard Webhooks) */
      signingSecret: string;
    };
    /**
     * @description By the type and what it is attached to when absent
     * @enum {string}
     */
    CheckKind: 'oci' | 'helm' | 'git' | 's3';
    CheckCredentialBody: {
      /** @description By the type and what it is attached to when absent */
      kind?: components['schemas']['CheckKind'];
      /** @description Where; the url of the secret when absent */
      url?: string;
      /** @description Certificates (PEM) of authorities that are trusted for this check */
      caBundle?: string;
      /** @description http://host:port of a proxy to connect through */
      proxy?: string;
    };
    CredentialCheckReply: {
      status: components['schemas']['CredentialStatus'];
      reason?: components['schemas']['StatusReason'];
      /** @description What was found, and what can be done */
      message: string;
      /** @description The host that was asked */
      host?: string;
      /** @description The registry wants the secret to be sent to this host */
      tokenHost?: string;
      durationMs: number;
    };
    RevokeCredentialBody: {
      /**
       * @description For the audit log
       * @example Leaked
       */
      reason?: string;
    };
    RevealCredentialBody: {
      /**
       * @description For the audit log
       * @example Setting up a laptop
       */
      purpose?: string;
      /** @description The newest one when absent */
      version?: number;
    };
    RevealedSecret: {
      version: string;
      /**
       * @description The fields of the type; {"values": {...}} for a generic one. Each is a text, {"base64": "..."} for bytes, or {"generate": {"length": 32, "alphabet": "alphanumeric"}}. At most 64 KiB each and 256 KiB together
       * @example {
       *       "username": "octocat",
       *       "password": "ghp_example"
       *     }
       */
      secret: {
        [key: string]: unknown;
      };
    };
    VersionReader: {
      /** @description The username, or the service */
      reader: string;
      /** @description The API key that was used */
      keyId?: string;
      /** Format: date-time */
      lastReadAt: string;
    };
    CredentialVersionView: {
      version: number;
      /** Format: date-time */
      createdAt: string;
      /**
       * Format: date-time
       * @description When it stops; absent for the newest one
       */
      endsAt?: string;
      /** @description Can it be read now? */
      readable: boolean;
      /** @description Newest first */
      readers: components['schemas']['VersionReader'][];
    };
    CredentialVersionItems: {
      items: components['schemas']['CredentialVersionView'][];
    };
    CredentialReader: {
      userId: string;
      username: string;
      role: string;
      /** @description Where the role holds */
      scope: string;
    };
    CredentialReaderItems: {
      items: components['schemas']['CredentialReader'][];
    };
    HistoryEntry: {
      revision: number;
      type: string;
      /** Format: date-time */
      time: string;
      /** @description Who did it */
      by: string;
      data: {
        [key: string]: unknown;
      };
    };
    CredentialHistoryItems: {
      items: components['schemas']['HistoryEntry'][];
      /** @description For the next page; absent on the last one */
      nextCursor?: string;
    };
    AttachmentItems: {
      items: components['schemas']['AttachmentView'][];
    };
    AttachCredentialBody: {
      /**
       * @description One of helm-registry, oci-registry, git-repository, data-source, workload, template, environment
       * @example helm-registry
       */
      kind: string;
      /**
       * @description 1 to 253 characters, unique in its scope
       * @example charts
       */
      name: string;
      /** @example https://charts.example.com */
      url?: string;
    };
    /**
     * @description Narrows the key to these permissions
     * @enum {string}
     */
    Permission:
      | 'credential.read'
      | 'credential.reveal'
      | 'credential.write'
      | 'registry.pull'
      | 'registry.push'
      | 'registry.delete'
      | 'apikey.own'
      | 'apikey.read'
      | 'apikey.manage'
      | 'organization.read'
      | 'organization.manage'
      | 'audit.read'
      | 'installation.manage';
    RateLimit: {
      requests: number;
      perSeconds: number;
    };
    CreateApiKey: {
      /**
       * @description 1 to 255 characters, unique among your keys
       * @example ci-pipeline
       */
      name: string;
      /**
       * Format: date-time
       * @description RFC 3339; in the future, and no further ahead than the account allows (365 days)
       * @example 2027-04-01T00:00:00Z
       */
      expiresAt: string;
      description?: string;
      /** @description For administrators: the user who will own the key */
      userId?: string;
      /** @description Narrows the key to these permissions */
      permissions?: components['schemas']['Permission'][];
      /** @description Narrows the key to this scope and below */
      scope?: string;
      /** @description Up to 25 addresses or CIDR ranges */
      ipAllowList?: string[];
      rateLimit?: components['schemas']['RateLimit'];
    };
    /** @enum {string} */
    ApiKeyStatus: 'active' | 'revoked' | 'expired';
    CreatedApiKey: {
      id: string;
      name: string;
      description?: string;
      status: components['schemas']['ApiKeyStatus'];
      userId: string;
      username: string;
      account: string;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string;
      /** Format: date-time */
      overlapUntil?: string;
      /**
       * Format: date-time
       * @description The history of the key says by whom
       */
      revokedAt?: string;
      /** @description The last four characters of the secret */
      hint: string;
      /** @description Version of the key format */
      formatVersion: number;
      permissions?: components['schemas']['Permission'][];
      scope?: string;
      ipAllowList?: string[];
      rateLimit?: components['schemas']['RateLimit'];
      /**
       * Format: date-time
       * @description Known within a minute
       */
      lastUsedAt?: string;
      /** @description The address of that use */
      lastUsedFrom?: string;
      /** @description Uses that were let in */
      useCount?: number;
      /** @description Uses of this key that were refused */
      refusedCount?: number;
      /** @description The key itself. It is shown here and never again */
      key: string;
    };
    /** @enum {string} */
    ApiKeyStatusFilter: 'active' | 'revoked' | 'expired' | 'all';
    /** @enum {string} */
    ApiKeySort: 'createdAt' | '-createdAt' | 'name' | '-name' | 'expiresAt' | '-expiresAt';
    ApiKeyView: {
      id: string;
      name: string;
      description?: string;
      status: components['schemas']['ApiKeyStatus'];
      userId: string;
      username: string;
      account: string;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string;
      /** Format: date-time */
      overlapUntil?: string;
      /**
       * Format: date-time
       * @description The history of the key says by whom
       */
      revokedAt?: string;
      /** @description The last four characters of the secret */
      hint: string;
      /** @description Version of the key format */
      formatVersion: number;
      permissions?: components['schemas']['Permission'][];
      scope?: string;
      ipAllowList?: string[];
      rateLimit?: components['schemas']['RateLimit'];
      /**
       * Format: date-time
       * @description Known within a minute
       */
      lastUsedAt?: string;
      /** @description The address of that use */
      lastUsedFrom?: string;
      /** @description Uses that were let in */
      useCount?: number;
      /** @description Uses of this key that were refused */
      refusedCount?: number;
    };
    ApiKeyList: {
      items: components['schemas']['ApiKeyView'][];
      /** @description For the next page; absent on the last one */
      nextCursor?: string;
    };
    ApiKeySecretUse: {
      /** @description The last four characters of the secret; empty for an imported key without a hint */
      hint: string;
      /**
       * Format: date-time
       * @description When it stops; absent for the newest secret
       */
      validUntil?: string;
      useCount: number;
      /** Format: date-time */
      lastUsedAt?: string;
    };
    /** @enum {string} */
    DeletionVerdict: 'yes' | 'probably' | 'no';
    ApiKeyAdvice: {
      safeToDelete: components['schemas']['DeletionVerdict'];
      /** @description The reason in words */
      why: string;
    };
    ApiKeyUsage: {
      /**
       * Format: date-time
       * @description Known within a minute
       */
      lastUsedAt?: string;
      /** @description The address of that use */
      lastUsedFrom?: string;
      /** @description Uses that were let in */
      useCount?: number;
      /** @description Uses that were refused */
      refusedCount?: number;
      /** @description Oldest first */
      secrets: components['schemas']['ApiKeySecretUse'][];
      advice: components['schemas']['ApiKeyAdvice'];
    };
    DescribeApiKeyBody: {
      /** @description 1 to 255 characters, unique among your keys */
      name?: string;
      /**
       * @description At most 1000 characters
       * @example Deploys from CI
       */
      description?: string;
    };
    ImportApiKey: {
      /**
       * @description 1 to 255 characters, unique among your keys
       * @example legacy-pipeline
       */
      name: string;
      /**
       * Format: date-time
       * @description RFC 3339; in the future, and no further ahead than the account allows (365 days)
       * @example 2027-04-01T00:00:00Z
       */
      expiresAt: string;
      description?: string;
      /** @description For administrators: the user who will own the key */
      userId?: string;
      /** @description Narrows the key to these permissions */
      permissions?: components['schemas']['Permission'][];
      /** @description Narrows the key to this scope and below */
      scope?: string;
      /** @description Up to 25 addresses or CIDR ranges */
      ipAllowList?: string[];
      rateLimit?: components['schemas']['RateLimit'];
      /**
       * @description SHA-256 of the whole value of the key, 64 hexadecimal digits
       * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
       */
      sha256: string;
      /** @description The last characters of the value, at most four, to recognise it by */
      hint?: string;
    };
    RotateApiKeyBody: {
      /**
       * Format: date-time
       * @description Until when the secret in use goes on working; at most 30 days ahead, at once when absent
       * @example 2027-01-08T00:00:00Z
       */
      overlapUntil?: string;
    };
    RevokeApiKeyBody: {
      /**
       * @description For the audit log
       * @example No longer used
       */
      reason?: string;
    };
    CreateWebhook: {
      /**
       * @description http or https, at most 2000 characters
       * @example https://hooks.example.org/credstream
       */
      url: string;
      /** @description Those that GET /api/v1/webhooks/types calls usual when absent */
      types?: string[];
      /** @description The caller's account when absent */
      account?: string;
    };
    CreatedWebhook: {
      id: string;
      account: string;
      url: string;
      types: string[];
      /** Format: date-time */
      createdAt: string;
      /** @description Signs the deliveries (Standard Webhooks). It is shown here and never again */
      secret: string;
    };
    WebhookView: {
      id: string;
      account: string;
      url: string;
      types: string[];
      /** Format: date-time */
      createdAt: string;
    };
    WebhookItems: {
      items: components['schemas']['WebhookView'][];
    };
    WebhookTypeView: {
      type: string;
      /** @description Told of when a webhook is created without types */
      usual: boolean;
    };
    WebhookTypeItems: {
      items: components['schemas']['WebhookTypeView'][];
    };
    ChangeWebhookBody: {
      /**
       * @description http or https, at most 2000 characters
       * @example https://hooks.example.org/keys
       */
      url?: string;
      /** @description All types that it tells of from now on */
      types?: string[];
    };
    /** @enum {string} */
    DeliveryStatus: 'pending' | 'delivered' | 'abandoned';
    WebhookDeliveryView: {
      /** @description What the receiver sees as webhook-id */
      eventId: string;
      type: string;
      status: components['schemas']['DeliveryStatus'];
      /**
       * Format: date-time
       * @description Since when it is to be delivered
       */
      at: string;
      attempts?: number;
      /** @description Why the last attempt failed */
      error?: string;
      /**
       * Format: date-time
       * @description When it was delivered or given up
       */
      settledAt?: string;
    };
    WebhookDeliveryItems: {
      items: components['schemas']['WebhookDeliveryView'][];
      /** @description For the next page; absent on the last one */
      nextCursor?: string;
    };
    CreateAccountBody: {
      /**
       * @description 3 to 63 characters a-z, 0-9 and -, beginning with a letter
       * @example acme
       */
      name: string;
      /**
       * @description Any of maxApiKeyAgeDays, maxApiKeysPerUser, allowApiKeysForSsoUsers, cliSecretIdleDays, onDeleteInUse, retainRevokedDays, retainAuditDays, registryTokenSeconds, checkEveryHours, expiryWarningDays. What they say of API keys holds for keys that are made from then on: those that a user has, also one of an identity provider when allowApiKeysForSsoUsers is switched off, go on until they expire or are revoked; off-boarding the user revokes them all.
       * @example {
       *       "maxApiKeyAgeDays": 30
       *     }
       */
      policies?: {
        [key: string]: unknown;
      };
    };
    /** @enum {string} */
    AccountStatus: 'active' | 'disabled';
    AccountView: {
      name: string;
      status: components['schemas']['AccountStatus'];
      /**
       * @description Any of maxApiKeyAgeDays, maxApiKeysPerUser, allowApiKeysForSsoUsers, cliSecretIdleDays, onDeleteInUse, retainRevokedDays, retainAuditDays, registryTokenSeconds, checkEveryHours, expiryWarningDays. What they say of API keys holds for keys that are made from then on: those that a user has, also one of an identity provider when allowApiKeysForSsoUsers is switched off, go on until they expire or are revoked; off-boarding the user revokes them all.
       * @example {
       *       "maxApiKeyAgeDays": 30
       *     }
       */
      policies: {
        [key: string]: unknown;
      };
      /** Format: date-time */
      createdAt: string;
    };
    AccountList: {
      items: components['schemas']['AccountView'][];
      /** @description For the next page; absent on the last one */
      nextCursor?: string;
    };
    ChangeAccountBody: {
      /**
       * @description Any of maxApiKeyAgeDays, maxApiKeysPerUser, allowApiKeysForSsoUsers, cliSecretIdleDays, onDeleteInUse, retainRevokedDays, retainAuditDays, registryTokenSeconds, checkEveryHours, expiryWarningDays. What they say of API keys holds for keys that are made from then on: those that a user has, also one of an identity provider when allowApiKeysForSsoUsers is switched off, go on until they expire or are revoked; off-boarding the user revokes them all.
       * @example {
       *       "maxApiKeyAgeDays": 30
       *     }
       */
      policies: {
        [key: string]: unknown;
      };
    };
    CreateScope: {
      /**
       * @description The path of the scope above, a slash, and a name
       * @example default/research
       */
      path: string;
      /**
       * @description cluster, department or project; they nest in this order
       * @example department
       */
      kind: string;
    };
    /** @enum {string} */
    ScopeKind: 'account' | 'cluster' | 'department' | 'project';
    ScopeEntry: {
      path: string;
      kind: components['schemas']['ScopeKind'];
    };
    ScopeNode: {
      path: string;
      kind: components['schemas']['ScopeKind'];
      children: components['schemas']['ScopeNode'][];
    };
    RenameScope: {
      /** @example default/research */
      path: string;
      /**
       * @description The new path; what is below the scope moves with it
       * @example default/laboratory
       */
      to: string;
    };
    /** @enum {string} */
    UserOrigin: 'local' | 'oidc' | 'saml';
    /** @enum {string} */
    UserStatus: 'active' | 'disabled' | 'offboarded';
    /** @enum {string} */
    Role: 'viewer' | 'developer' | 'admin' | 'auditor' | 'system-admin';
    RoleAtScope: {
      /** @example developer */
      role: components['schemas']['Role'];
      /**
       * @description A path of the organization tree, or / for the installation
       * @example default
       */
      scope: string;
    };
    Me: {
      id: string;
      username: string;
      email?: string;
      /** @description How a provisioning client calls the user */
      externalId?: string;
      account: string;
      origin: components['schemas']['UserOrigin'];
      status: components['schemas']['UserStatus'];
      roles: components['schemas']['RoleAtScope'][];
      /** Format: date-time */
      createdAt: string;
      /** @description What your roles allow in your account */
      permissions: components['schemas']['Permission'][];
      /** @description The password is still the one of the first start */
      firstPassword?: boolean;
    };
    CreateUser: {
      /** @example ada */
      username: string;
      /** @example ada@example.org */
      email?: string;
      /**
       * @description 12 to 128 characters; for users of origin local
       * @example correct-horse-battery-staple
       */
      password?: string;
      /** @description local when absent; saml for a user who signs in elsewhere and is imported here */
      origin?: components['schemas']['UserOrigin'];
      /** @description The caller's account when absent */
      account?: string;
      roles?: components['schemas']['RoleAtScope'][];
    };
    UserView: {
      id: string;
      username: string;
      email?: string;
      /** @description How a provisioning client calls the user */
      externalId?: string;
      account: string;
      origin: components['schemas']['UserOrigin'];
      status: components['schemas']['UserStatus'];
      roles: components['schemas']['RoleAtScope'][];
      /** Format: date-time */
      createdAt: string;
    };
    UserList: {
      items: components['schemas']['UserView'][];
      /** @description For the next page; absent on the last one */
      nextCursor?: string;
    };
    UpdateUserBody: {
      /** @description Can be set once */
      email?: string;
      /**
       * @description 12 to 128 characters; ends every session of the user
       * @example correct-horse-battery-staple
       */
      password?: string;
      /** @description Needed to change the own password */
      currentPassword?: string;
    };
    /**
     * @description How the user signed in
     * @enum {string}
     */
    SessionGrant: 'password' | 'oidc';
    SessionView: {
      id: string;
      /** @description How the user signed in */
      grant: components['schemas']['SessionGrant'];
      /** Format: date-time */
      startedAt: string;
      /**
       * Format: date-time
       * @description When it was last used for a new access token
       */
      refreshedAt: string;
      /**
       * Format: date-time
       * @description Its end, if it is used until then
       */
      expiresAt: string;
    };
    SessionList: {
      items: components['schemas']['SessionView'][];
    };
    EndedSession: {
      id: string;
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      endedAt: string;
    };
    RevokedApiKey: {
      id: string;
      name: string;
      /** Format: date-time */
      revokedAt: string;
    };
    RevokedCliSecret: {
      userId: string;
      /** Format: date-time */
      revokedAt: string;
    };
    KnownToken: {
      id: string;
      registryId: string;
      name: string;
    };
    OffboardingReport: {
      userId: string;
      username: string;
      /** Format: date-time */
      offboardedAt: string;
      /** @description Whether everything is done; else ask again */
      complete: boolean;
      sessions: components['schemas']['EndedSession'][];
      apiKeys: components['schemas']['RevokedApiKey'][];
      cliSecrets: components['schemas']['RevokedCliSecret'][];
      madeTokens: components['schemas']['KnownToken'][];
    };
    ReadmitUserBody: {
      /** @description 12 to 128 characters; needed for users of origin local, and for them alone */
      password?: string;
    };
    RolePermission: {
      permission: components['schemas']['Permission'];
      /** @description What it allows to do */
      allows: string;
      /** @description Can an API key have it? */
      apiKeys: boolean;
    };
    RoleView: {
      role: components['schemas']['Role'];
      permissions: components['schemas']['RolePermission'][];
    };
    RoleList: {
      items: components['schemas']['RoleView'][];
    };
    GrantRole: {
      /** @example the-id-of-the-user */
      userId: string;
      /** @example developer */
      role: components['schemas']['Role'];
      /**
       * @description A path of the organization tree, or / for the installation
       * @example default
       */
      scope: string;
    };
    RoleAssignmentView: {
      id: string;
      userId: string;
      role: components['schemas']['Role'];
      scope: string;
      /** Format: date-time */
      grantedAt: string;
    };
    RoleAssignmentList: {
      items: components['schemas']['RoleAssignmentView'][];
      /** @description For the next page; absent on the last one */
      nextCursor?: string;
    };
    /**
     * @description How tokens are signed; universal when absent
     * @enum {string}
     */
    TokenMode: 'universal' | 'v3-jwks' | 'v2-libtrust';
    ProjectPlaceView: {
      /**
       * @description The first part of a repository path
       * @example team
       */
      project: string;
      /**
       * @description The scope of the registry, or one below it
       * @example default
       */
      scope: string;
    };
    CreateRegistry: {
      /**
       * @description 3 to 63 lower-case letters, digits and dashes; it cannot be changed later
       * @example images
       */
      name: string;
      /** @description Where it is; your account when absent */
      scope?: string;
      /**
       * @description The service in the configuration of the registry: the audience of its tokens
       * @example registry.example.org
       */
      service: string;
      /**
       * @description What people type after docker login
       * @example registry.example.org
       */
      hostname: string;
      /** @description How tokens are signed; universal when absent */
      tokenMode?: components['schemas']['TokenMode'];
      /** @description Are refresh tokens given out? false when absent */
      offlineTokens?: boolean;
      /** @description Repositories that everybody may pull; * for any characters */
      anonymousPull?: string[];
      /** @description Up to 25 addresses or CIDR ranges from which tokens are given; 0.0.0.0/0 closes the registry */
      ipAllowList?: string[];
      /** @description Which scope the first part of a repository path stands for, where two have its name */
      projects?: components['schemas']['ProjectPlaceView'][];
    };
    CreatedRegistry: {
      id: string;
      name: string;
      account: string;
      scope: string;
      service: string;
      hostname: string;
      tokenMode: components['schemas']['TokenMode'];
      offlineTokens: boolean;
      anonymousPull: string[];
      ipAllowList: string[];
      projects: components['schemas']['ProjectPlaceView'][];
      /** Format: date-time */
      createdAt: string;
      /** @description The bearer token with which the registry sends its notifications. It is not shown again */
      notificationToken: string;
    };
    /** @enum {string} */
    RegistrySort: 'createdAt' | '-createdAt' | 'name' | '-name';
    RegistryView: {
      id: string;
      name: string;
      account: string;
      scope: string;
      service: string;
      hostname: string;
      tokenMode: components['schemas']['TokenMode'];
      offlineTokens: boolean;
      anonymousPull: string[];
      ipAllowList: string[];
      projects: components['schemas']['ProjectPlaceView'][];
      /** Format: date-time */
      createdAt: string;
    };
    RegistryList: {
      items: components['schemas']['RegistryView'][];
      /** @description For the next page; absent on the last one */
      nextCursor?: string;
    };
    ChangeRegistryBody: {
      /** @example registry.example.org:5000 */
      hostname?: string;
      /** @description How tokens are signed */
      tokenMode?: components['schemas']['TokenMode'];
      /** @description Are refresh tokens given out? */
      offlineTokens?: boolean;
      /** @description Repositories that everybody may pull; none when empty */
      anonymousPull?: string[];
      /** @description Addresses or CIDR ranges from which tokens are given; everywhere when empty */
      ipAllowList?: string[];
      projects?: components['schemas']['ProjectPlaceView'][];
    };
    /**
     * @description token when absent
     * @enum {string}
     */
    TokenKind: 'token' | 'robot';
    /**
     * @description enabled when absent
     * @enum {string}
     */
    WritableTokenStatus: 'enabled' | 'disabled';
    /** @enum {string} */
    TokenScopeType: 'repository' | 'registry';
    WantedScope: {
      /** @example repository */
      type: components['schemas']['TokenScopeType'];
      /**
       * @description The name of a repository; * stands for any characters. For a registry * when absent
       * @example team/*
       */
      name?: string;
      /**
       * @description pull, push (needs pull), delete
       * @example [
       *       "pull"
       *     ]
       */
      actions?: string[];
    };
    CreateTokenBody: {
      /**
       * @description 3 to 63 letters, digits and dashes; it cannot be changed later. Of a robot account without robot$ and project
       * @example ci-pipeline
       */
      name: string;
      /** @description token when absent */
      kind?: components['schemas']['TokenKind'];
      /** @description enabled when absent */
      status?: components['schemas']['WritableTokenStatus'];
      /**
       * Format: date-time
       * @description RFC 3339, at least one hour ahead; the token is deleted then. Never when absent
       * @example 2027-04-01T00:00:00Z
       */
      expiresAt?: string;
      /** @description Lifetime of a robot account in days; 30 when absent, -1 for never */
      durationDays?: number;
      /** @description Of a robot account: the first part of the paths it is for */
      project?: string;
      /** @description At most 100 */
      scopes?: components['schemas']['WantedScope'][];
    };
    /** @enum {string} */
    TokenStatus: 'enabled' | 'disabled' | 'revoked' | 'expired';
    TokenScopeView: {
      id: string;
      type: components['schemas']['TokenScopeType'];
      name: string;
      actions: string[];
    };
    CreatedToken: {
      id: string;
      registryId: string;
      kind: components['schemas']['TokenKind'];
      name: string;
      /** @description What is typed at docker login */
      username: string;
      /** @description Of a robot account: the same without $ and + */
      dashedUsername?: string;
      project?: string;
      status: components['schemas']['TokenStatus'];
      /** Format: date-time */
      expiresAt?: string;
      /** Format: date-time */
      overlapUntil?: string;
      scopes: components['schemas']['TokenScopeView'][];
      /** @description What is surprising about its scopes */
      warnings: string[];
      /** @description The last four characters of the password */
      hint?: string;
      /** @description The user who made it */
      createdBy?: string;
      /** Format: date-time */
      createdAt: string;
      importedFrom?: string;
      /** @description It is shown here and never again */
      password: string;
      /** @description The line for a shell; the password comes on standard input */
      dockerLogin: string;
    };
    TokenView: {
      id: string;
      registryId: string;
      kind: components['schemas']['TokenKind'];
      name: string;
      /** @description What is typed at docker login */
      username: string;
      /** @description Of a robot account: the same without $ and + */
      dashedUsername?: string;
      project?: string;
      status: components['schemas']['TokenStatus'];
      /** Format: date-time */
      expiresAt?: string;
      /** Format: date-time */
      overlapUntil?: string;
      scopes: components['schemas']['TokenScopeView'][];
      /** @description What is surprising about its scopes */
      warnings: string[];
      /** @description The last four characters of the password */
      hint?: string;
      /** @description The user who made it */
      createdBy?: string;
      /** Format: date-time */
      createdAt: string;
      importedFrom?: string;
    };
    TokenList: {
      items: components['schemas']['TokenView'][];
      /** @description For the next page; absent on the last one */
      nextCursor?: string;
    };
    ChangeTokenBody: {
      status?: components['schemas']['WritableTokenStatus'];
      /**
       * Format: date-time
       * @description RFC 3339, at least one hour ahead, or never; null changes nothing
       * @example 2027-04-01T00:00:00Z
       */
      expiresAt?: string;
    };
    TokenScopes: {
      items: components['schemas']['TokenScopeView'][];
    };
    AddTokenScopeBody: {
      /** @example repository */
      type: components['schemas']['TokenScopeType'];
      /**
       * @description The name of a repository; * stands for any characters. For a registry * when absent
       * @example team/*
       */
      name?: string;
      /**
       * @description pull, push (needs pull), delete
       * @example [
       *       "pull"
       *     ]
       */
      actions?: string[];
    };
    AddedTokenScope: {
      id: string;
      type: components['schemas']['TokenScopeType'];
      name: string;
      actions: string[];
      /** @description What is surprising about it */
      warnings: string[];
    };
    RotateTokenBody: {
      /**
       * Format: date-time
       * @description Until when the password in use goes on working; at most 30 days, at once when absent
       * @example 2027-01-08T00:00:00Z
       */
      overlapUntil?: string;
      /** @description For robot accounts: a password of 12 to 128 characters */
      password?: string;
    };
    RotatedToken: {
      id: string;
      registryId: string;
      kind: components['schemas']['TokenKind'];
      name: string;
      /** @description What is typed at docker login */
      username: string;
      /** @description Of a robot account: the same without $ and + */
      dashedUsername?: string;
      project?: string;
      status: components['schemas']['TokenStatus'];
      /** Format: date-time */
      expiresAt?: string;
      /** Format: date-time */
      overlapUntil?: string;
      scopes: components['schemas']['TokenScopeView'][];
      /** @description What is surprising about its scopes */
      warnings: string[];
      /** @description The last four characters of the password */
      hint?: string;
      /** @description The user who made it */
      createdBy?: string;
      /** Format: date-time */
      createdAt: string;
      importedFrom?: string;
      /** @description It is shown here and never again; absent when you chose it */
      password?: string;
      /** @description The line for a shell; the password comes on standard input */
      dockerLogin?: string;
    };
    RevokeTokenBody: {
      /**
       * @description For the audit log
       * @example No longer used
       */
      reason?: string;
    };
    /** @enum {string} */
    NoticeAction: 'pull' | 'push' | 'mount' | 'delete';
    UseView: {
      action: components['schemas']['NoticeAction'];
      repository: string;
      digest?: string;
      tag?: string;
      /** @description The username that was used; absent for a stranger */
      by?: string;
      ip?: string;
      /** @description What the client calls itself */
      client?: string;
      /** Format: date-time */
      at: string;
    };
    TokenUsage: {
      /** @description Answers of the token endpoint with access */
      grants: number;
      /** Format: date-time */
      lastGrantAt?: string;
      /** @description The address of that request */
      lastGrantFrom?: string;
      /** @description As the registry told */
      pulls: number;
      pushes: number;
      /** Format: date-time */
      lastPullAt?: string;
      /** Format: date-time */
      lastPushAt?: string;
      /** @description Newest first, at most 20 */
      recent: components['schemas']['UseView'][];
    };
    /** @enum {string} */
    TokenImportFormat: 'htpasswd' | 'harbor-robots';
    ImportTokensBody: {
      /** @example htpasswd */
      format: components['schemas']['TokenImportFormat'];
      /**
       * @description The htpasswd file with bcrypt hashes, or a JSON list of robot accounts of Harbor with name, secret, salt, expires_at, disable and permissions; at most 500
       * @example nightly-build:$2y$05$abcdefghijklmnopqrstuuZ6kq0qJw3o9o1t8lq6mZ8m1nY7b2m1C
       */
      data: string;
      /** @description What each may do that brings no permissions; for htpasswd everything when absent */
      scopes?: components['schemas']['WantedScope'][];
    };
    SkippedImport: {
      username: string;
      /** @description imported_before, deleted or expired */
      reason: string;
    };
    ImportReply: {
      items: components['schemas']['TokenView'][];
      skipped: components['schemas']['SkippedImport'][];
    };
    /** @enum {string} */
    RepositorySort: 'name' | '-name';
    RepositoryView: {
      name: string;
      pulls: number;
      pushes: number;
      /** Format: date-time */
      lastPullAt?: string;
      lastPullBy?: string;
      /** Format: date-time */
      lastPushAt?: string;
      lastPushBy?: string;
      /** @description never_pulled: it was pushed, and nobody pulled it */
      advice: string[];
      /** @description Newest first, at most 20 */
      recent: components['schemas']['UseView'][];
    };
    RepositoryList: {
      items: components['schemas']['RepositoryView'][];
      /** @description For the next page; absent on the last one */
      nextCursor?: string;
    };
    RefusalView: {
      /** Format: date-time */
      at: string;
      /** @description wrong_username: the secret was right. wrong_secret is all that the client was told */
      reason: string;
      registryId: string;
      /** @description The username that was sent */
      username: string;
      ip?: string;
      /** @description What the client calls itself */
      client?: string;
    };
    RefusalList: {
      /** @description Newest first, at most 20 */
      items: components['schemas']['RefusalView'][];
    };
    /**
     * @description asleep: the user has not signed in for too long
     * @enum {string}
     */
    CliSecretStatus: 'none' | 'active' | 'asleep' | 'revoked';
    ShownCliSecret: {
      userId: string;
      /** @description What is typed at docker login */
      username: string;
      /** @description asleep: the user has not signed in for too long */
      status: components['schemas']['CliSecretStatus'];
      /** @description The last four characters, of a secret that was made here */
      hint?: string;
      /** Format: date-time */
      changedAt?: string;
      /**
       * Format: date-time
       * @description When its user signed in last
       */
      lastSignInAt?: string;
      /** @description The secret itself, this once */
      secret?: string;
      /** @description The line for a shell; the secret comes on standard input */
      dockerLogin?: string;
    };
    SetCliSecretBody: {
      /** @description 8 to 128 characters with an upper-case letter, a lower-case letter and a digit; one is made when absent */
      secret?: string;
    };
    /**
     * @description published, used, previous or retired
     * @enum {string}
     */
    SigningKeyPhase: 'published' | 'used' | 'previous' | 'retired';
    SigningKeyView: {
      kid: string;
      /** @description published, used, previous or retired */
      phase: components['schemas']['SigningKeyPhase'];
      /** Format: date-time */
      publishedAt: string;
      /**
       * Format: date-time
       * @description From when it signs
       */
      usedFrom: string;
      /** Format: date-time */
      confirmedAt?: string;
      /** Format: date-time */
      retiredAt?: string;
    };
    SigningKeyItems: {
      items: components['schemas']['SigningKeyView'][];
    };
    RotateSigningKeyBody: {
      /**
       * @description Seconds for which the key is published before it signs; a week when absent
       * @example 604800
       */
      publishedForSeconds?: number;
    };
    NewTrustedIssuer: {
      /** @example https://token.actions.githubusercontent.com */
      issuer: string;
      /** @description Of the tokens of its workloads; the service of the registry when absent */
      audience?: string;
      /**
       * @description What each must be; * stands for any characters. At least one, and all must fit
       * @example {
       *       "repository": "acme/app",
       *       "ref": "refs/heads/*"
       *     }
       */
      claims: {
        [key: string]: string;
      };
      /** @description What its workloads may do */
      scopes: components['schemas']['WantedScope'][];
    };
    TrustedIssuer: {
      id: string;
      registryId: string;
      issuer: string;
      audience: string;
      scopes: components['schemas']['TokenScopeView'][];
      /** Format: date-time */
      addedAt: string;
      /**
       * @description What each must be; * stands for any characters. At least one, and all must fit
       * @example {
       *       "repository": "acme/app",
       *       "ref": "refs/heads/*"
       *     }
       */
      claims: {
        [key: string]: string;
      };
    };
    TrustedIssuerItems: {
      items: components['schemas']['TrustedIssuer'][];
    };
    /** @enum {string} */
    AuditInclude: 'bookkeeping';
    /** @enum {string} */
    ActorKind: 'user' | 'apikey' | 'system' | 'anonymous';
    AuditActor: {
      kind: components['schemas']['ActorKind'];
      userId?: string;
      username?: string;
      account?: string;
      keyId?: string;
      service?: string;
    };
    AuditEventView: {
      id: string;
      /** @description Where it lies in the log; decimal text */
      position: string;
      stream: string;
      revision: number;
      type: string;
      /** Format: date-time */
      time: string;
      actor: components['schemas']['AuditActor'];
      account?: string;
      ip?: string;
      userAgent?: string;
      /** @description With it the hash of ip and userAgent that the proved entry holds can be checked */
      originSalt?: string;
      correlationId: string;
      causationId: string;
      /** @description The event in words */
      summary: string;
      /** @description Whether it belongs to the own records of Credstream */
      bookkeeping: boolean;
      /** @description What the OWASP logging vocabulary calls it */
      owasp?: string;
      data: Record<string, never>;
    };
    AuditEventList: {
      items: components['schemas']['AuditEventView'][];
      /** @description For the next page; absent on the last one */
      nextCursor?: string;
    };
    AuditDayCounts: {
      /**
       * @description In UTC
       * @example 2026-11-30
       */
      day: string;
      /**
       * @description API keys let in, and tokens granted for registries
       * @example 1240
       */
      uses: number;
      /**
       * @description Secrets of credentials that were read
       * @example 35
       */
      reads: number;
      /**
       * @description Events by which something was made, changed or ended
       * @example 8
       */
      changes: number;
      /**
       * @description API keys, accesses and registry tokens that were refused
       * @example 3
       */
      refusals: number;
      /** @example 1 */
      failedSignIns: number;
    };
    AuditCountItems: {
      items: components['schemas']['AuditDayCounts'][];
    };
    /** @enum {string} */
    AuditExportFormat: 'ndjson' | 'csv';
    /** @enum {string} */
    CheckpointPlace: 'file' | 'url';
    DeliveryFailure: {
      /** Format: date-time */
      at: string;
      reason: string;
      /** @description Failed attempts in a row */
      attempts: number;
    };
    CheckpointPublication: {
      kind: components['schemas']['CheckpointPlace'];
      /** @description A path, or an address */
      place: string;
      /** @description Entries of the checkpoint that is there */
      size?: number;
      /** Format: date-time */
      publishedAt?: string;
      /** @description Absent once a checkpoint was published again */
      lastFailure?: components['schemas']['DeliveryFailure'];
    };
    CheckpointPublicationItems: {
      items: components['schemas']['CheckpointPublication'][];
    };
    PublicKeyRotation: {
      /** @description The key that signs from now on: <name>+<hash>+<base64> */
      publicKey: string;
      /** @description The notes by which each key handed over to the next, which both signed */
      rotations: string[];
    };
    InclusionProof: {
      eventId: string;
      /** @description The canonical text of the entry */
      entry: string;
      /** @description SHA-256 of 0x00 and the entry; base64 */
      leafHash: string;
      /** @description Its place among all entries, from 0 */
      leafIndex: number;
      /** @description The size of the tree of the checkpoint */
      treeSize: number;
      /** @description The hashes beside the way to the root, the lowest first; base64 */
      path: string[];
      /** @description The signed note */
      checkpoint: string;
    };
    ConsistencyProof: {
      from: number;
      to: number;
      /** @description Hashes as in RFC 9162, section 2.1.4; base64 */
      path: string[];
    };
    /** @enum {string} */
    AuditSinkKind: 'file' | 'syslog' | 'http';
    CreateAuditSink: {
      /**
       * @description What people know it by
       * @example siem
       */
      name: string;
      /** @example http */
      kind: components['schemas']['AuditSinkKind'];
      /**
       * @description http: where NDJSON is posted; syslog: syslog+tls://host:port
       * @example https://siem.example.org/audit
       */
      url?: string;
      /** @description file: its name in the folder of CREDSTREAM_SINK_FOLDER */
      file?: string;
      /** @description http: the value of the header Authorization. It is never shown */
      authorization?: string;
      /** @description Authorities (PEM) that are trusted in the place of the public ones */
      caBundle?: string;
      /** @description PEM; it comes together with clientKey */
      clientCertificate?: string;
      /** @description PEM. It is never shown */
      clientKey?: string;
      /** @description Whose entries; yours when absent, * for those of all accounts */
      account?: string;
      /** @description Also the events by which Credstream keeps its own records */
      bookkeeping?: boolean;
      /** @description Also what was recorded before the sink was made */
      fromStart?: boolean;
    };
    /** @enum {string} */
    AuditSinkStatus: 'idle' | 'sending' | 'failing';
    AuditSinkView: {
      id: string;
      name: string;
      kind: components['schemas']['AuditSinkKind'];
      url?: string;
      file?: string;
      /** @description Absent: the entries of all accounts */
      account?: string;
      bookkeeping: boolean;
      /** Format: date-time */
      createdAt: string;
      status: components['schemas']['AuditSinkStatus'];
      /** @description Of the newest entry that was taken; decimal text */
      position?: string;
      /** @description Entries that wait; 1000 means 1000 or more */
      lag: number;
      /**
       * Format: date-time
       * @description When the oldest of them was recorded
       */
      waitingSince?: string;
      /** Format: date-time */
      deliveredAt?: string;
      /** @description Absent once entries were taken again */
      lastFailure?: components['schemas']['DeliveryFailure'];
    };
    AuditSinkItems: {
      items: components['schemas']['AuditSinkView'][];
    };
    HistoryEventView: {
      id: string;
      revision: number;
      type: string;
      /** Format: date-time */
      time: string;
      actor: components['schemas']['AuditActor'];
      data: Record<string, never>;
    };
    ThingHistoryView: {
      events: components['schemas']['HistoryEventView'][];
      /** @description Older events that are left out, as the answer would be too large */
      omitted: number;
      /** @description Absent for streams that only list facts */
      state?: Record<string, never>;
    };
    /** @enum {string} */
    MasterKeyStatus: 'current' | 'former' | 'destroyed';
    MasterKeyView: {
      /** @description Its number; the newest one wraps */
      epoch: number;
      status: components['schemas']['MasterKeyStatus'];
      /** Format: date-time */
      startedAt?: string;
      /**
       * Format: date-time
       * @description When the last data key had left it
       */
      emptiedAt?: string;
    };
    /** @enum {string} */
    RotationPhase: 'rewrapping' | 'finished' | 'stopped';
    MasterKeyProgress: {
      phase: components['schemas']['RotationPhase'];
      /** @description Data keys looked at */
      seen: number;
      /** @description Data keys wrapped anew */
      rewrapped: number;
      /** @description Data keys whose master key was destroyed */
      lost: number;
      /** @description Data keys that could not be wrapped anew; no master key is destroyed then */
      failed: number;
      /** Format: date-time */
      at: string;
    };
    FormerKeyProvider: {
      provider: string;
      /**
       * Format: date-time
       * @description When no data key was wrapped by it any more
       */
      emptiedAt?: string;
    };
    MasterKeysReply: {
      /** @description The key provider */
      provider: string;
      items: components['schemas']['MasterKeyView'][];
      /** @description Of the last run */
      progress?: components['schemas']['MasterKeyProgress'];
      /** @description The other key provider that is still asked */
      former?: components['schemas']['FormerKeyProvider'];
    };
    /**
     * @description building: for the first time. rebuilding: a new build is made beside the one that serves
     * @enum {string}
     */
    ProjectionState: 'building' | 'live' | 'rebuilding';
    ProjectionRebuild: {
      /** @description The position of the log up to which it is built */
      done: number;
      /** @description The position of the newest event of the log */
      total: number;
    };
    ProjectionView: {
      name: string;
      /** @description The service that keeps it */
      service: string;
      /** @description Rises when the software writes it in another form */
      version: number;
      /** @description How often it was asked to be built anew */
      generation: number;
      /** @description building: for the first time. rebuilding: a new build is made beside the one that serves */
      state: components['schemas']['ProjectionState'];
      /** @description The log position up to which it is complete; decimal text */
      position: string;
      /** @description Events that it has not taken in yet */
      lag: number;
      /** @description Whether there are more of them: 4,096 events of the log are looked through */
      lagIsMore: boolean;
      /** @description Events that could not be taken in and that nobody has decided to skip */
      failures: number;
      rebuild?: components['schemas']['ProjectionRebuild'];
    };
    AllProjections: {
      items: components['schemas']['ProjectionView'][];
      /** @description Services that do not answer; theirs are not in the list */
      unavailable: string[];
    };
    RebuildProjectionBody: {
      /** @description For the audit log; at most 500 characters */
      reason?: string;
    };
    ProjectionFailureView: {
      /** @description The position of the event in the log; decimal text */
      id: string;
      stream: string;
      type: string;
      /** @description Why it could not be taken in */
      error: string;
      /**
       * Format: date-time
       * @description When it was tried last
       */
      at: string;
      /** @description How often it was tried */
      attempts: number;
      /** @description Whether somebody has decided that the projection does without it */
      skipped: boolean;
    };
    ProjectionFailureList: {
      items: components['schemas']['ProjectionFailureView'][];
    };
    DecideProjectionFailureBody: {
      /** @description For the audit log; at most 500 characters */
      reason?: string;
    };
    /** @enum {string} */
    GrantType: 'password' | 'refresh_token' | 'authorization_code' | 'client_credentials';
    TokenRequest: {
      /** @example password */
      grant_type: components['schemas']['GrantType'];
      /**
       * @description For password
       * @example ada
       */
      username?: string;
      /**
       * @description For password
       * @example correct-horse-battery-staple
       */
      password?: string;
      /** @description For refresh_token */
      refresh_token?: string;
      /** @description For authorization_code */
      code?: string;
      /** @description For authorization_code: RFC 7636 §4.5 */
      code_verifier?: string;
    };
    TokenResponse: {
      access_token: string;
      /** @example Bearer */
      token_type: string;
      /** @description Seconds */
      expires_in: number;
      /** @description Absent for an API key */
      refresh_token?: string;
    };
    OAuthError: {
      /** @example invalid_grant */
      error: string;
      error_description: string;
    };
    SentToken: {
      /** @description An access token or a refresh token, also one of a registry */
      token: string;
    };
    TokenIntrospectionResponse: {
      active: boolean;
      token_type?: string;
      /** @description The id of the user */
      sub?: string;
      username?: string;
      account?: string;
      /** @description Seconds since 1970 */
      iat?: number;
      /** @description Seconds since 1970 */
      exp?: number;
      /** @description The id of the API key that the token was given for */
      client_id?: string;
    };
    AuthorizationServer: {
      issuer: string;
      authorization_endpoint: string;
      token_endpoint: string;
      jwks_uri: string;
      introspection_endpoint: string;
      revocation_endpoint: string;
      service_documentation: string;
      response_types_supported: string[];
      grant_types_supported: string[];
      code_challenge_methods_supported: string[];
      token_endpoint_auth_methods_supported: string[];
      introspection_endpoint_auth_methods_supported: string[];
      revocation_endpoint_auth_methods_supported: string[];
    };
    KeySet: {
      keys: Record<string, never>[];
    };
    OpenBrowserSession: {
      /** @description The id of the session */
      id: string;
      username: string;
      /**
       * @description When it ends if nothing more is asked with it
       * @example 2026-01-31T12:00:00Z
       */
      endsAt: string;
    };
    BrowserSessionState: {
      /** @description Absent when nobody is signed in */
      session?: components['schemas']['OpenBrowserSession'];
      /** @description Whether one can sign in at an OpenID Connect provider */
      provider: boolean;
    };
    SignIn: {
      username: string;
      password: string;
    };
    Liveness: {
      live: boolean;
    };
    ServiceHealth: {
      ready?: boolean;
      /** @description What the service waits for */
      waitingFor?: string[];
    };
    ServicesHealth: {
      identity: components['schemas']['ServiceHealth'];
      credential: components['schemas']['ServiceHealth'];
      apikey: components['schemas']['ServiceHealth'];
      token: components['schemas']['ServiceHealth'];
      audit: components['schemas']['ServiceHealth'];
    };
    Readiness: {
      ready: boolean;
      services: components['schemas']['ServicesHealth'];
      /** @description What the gateway itself waits for */
      waitingFor?: string[];
    };
    Version: {
      /** @example credstream */
      name: string;
      version: string;
      /** @description The version of Node.js */
      node: string;
    };
    VerifyApiKey: {
      /**
       * @description The key itself
       * @example cs_key_example
       */
      key: string;
      /** @description The address that the key is used from */
      ip?: string;
      /** @description What the key must allow */
      permission?: string;
      /** @description Where it must allow it */
      scope?: string;
    };
    VerifiedApiKey: {
      valid: boolean;
      /** @description Why the key is not valid, as far as you may know it */
      reason?: string;
      keyId?: string;
      userId?: string;
      username?: string;
      account?: string;
      permissions?: components['schemas']['Permission'][];
      /** Format: date-time */
      expiresAt?: string;
    };
    FoundSecret: {
      token: string;
      type: string;
      /** @description Where it was found */
      url?: string;
      /** @description content, commit, pull_request_body, ... */
      source?: string;
    };
    /** @enum {string} */
    LeakLabel: 'true_positive' | 'false_positive';
    LeakFeedback: {
      /** @description SHA-256 of the value */
      token_hash: string;
      token_type: string;
      label: components['schemas']['LeakLabel'];
    };
    NotifyReply: {
      recorded: number;
      ignored: number;
    };
    /** @enum {string} */
    RegistryGrantType: 'password' | 'refresh_token' | 'urn:ietf:params:oauth:grant-type:token-exchange';
    RegistryTokenForm: {
      grant_type: components['schemas']['RegistryGrantType'];
      /** @description The service of the registry */
      service: string;
      /** @description What the client calls itself */
      client_id?: string;
      /** @description What is asked for, with spaces; it can be repeated */
      scope?: string;
      /** @description offline asks for a refresh token */
      access_type?: string;
      username?: string;
      password?: string;
      refresh_token?: string;
      /** @description Of a workload: its own JWT (RFC 8693) */
      subject_token?: string;
      subject_token_type?: string;
    };
    RegistryTokenAnswer: {
      /** @description A JWT with what was granted; not of an exchange */
      token?: string;
      /** @description The same, or what a workload gets in exchange */
      access_token: string;
      /** @description Of an exchange */
      issued_token_type?: string;
      /** @description Seconds until it ends */
      expires_in: number;
      /** Format: date-time */
      issued_at?: string;
      /** @description Bearer, in the answer to a form */
      token_type?: string;
      /** @description What was granted, in the answer to a form */
      scope?: string;
      /** @description Where the registry allows it and it was asked for */
      refresh_token?: string;
    };
    RegistryTokenErrorItem: {
      /** @description UNAUTHORIZED, TOOMANYREQUESTS, UNSUPPORTED, UNAVAILABLE or UNKNOWN */
      code: string;
      /** @description One line for the person at the terminal */
      message: string;
    };
    RegistryTokenError: {
      errors: components['schemas']['RegistryTokenErrorItem'][];
      /** @description RFC 6749 section 5.2 */
      error: string;
      error_description?: string;
    };
    /** @description RFC 9457. `code` is stable; `detail` has words for the occasion. */
    Problem: {
      /** @description Where the code is explained */
      type: string;
      /** @description What the code means */
      title: string;
      /** @description The status of the answer */
      status: number;
      /** @description What is wrong here, or what to do */
      detail?: string;
      /** @description For machines: `<context>.<fact>` */
      code: string;
      /** @description The X-Request-Id of the request; the log has it too */
      traceId: string;
      errors?: components['schemas']['FieldError'][];
    };
    /** @description One field that is wrong. */
    FieldError: {
      /** @description Where: `expiresAt`, `roles.0.scope` */
      path: string;
      /** @description The rule that it breaks */
      rule: string;
      /** @description The rule in words */
      message: string;
    };
  };
  responses: {
    /** @description Not Found: `account.not_found` */
    'account.not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Not Found: `apikey.not_found` */
    'apikey.not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Too Many Requests: `apikey.rate_limited` */
    'apikey.rate_limited': {
      headers: {
        'Retry-After': components['headers']['Retry-After'];
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Not Found: `audit.sink_not_found` */
    'audit.sink_not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unauthorized: `auth.unauthenticated` */
    'auth.unauthenticated': {
      headers: {
        'WWW-Authenticate': components['headers']['WWW-Authenticate'];
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Not Found: `clisecret.not_found` */
    'clisecret.not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Not Found: `credential.not_found` */
    'credential.not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unprocessable Entity: `credential.not_renderable` */
    'credential.not_renderable': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unauthorized: `leak.signature_invalid` */
    'leak.signature_invalid': {
      headers: {
        'WWW-Authenticate': components['headers']['WWW-Authenticate'];
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Not Found: `projection.not_found` */
    'projection.not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Not Found: `registry.not_found` */
    'registry.not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Conflict: `request.already_done` */
    'request.already_done': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unprocessable Entity: `request.idempotency_key_reused` */
    'request.idempotency_key_reused': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Bad Request: `request.invalid` */
    'request.invalid': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unsupported Media Type: `request.media_type_unsupported` */
    'request.media_type_unsupported': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Precondition Failed: `request.precondition_failed` */
    'request.precondition_failed': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Payload Too Large: `request.too_large` */
    'request.too_large': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Too Many Requests: `request.too_many` */
    'request.too_many': {
      headers: {
        'Retry-After': components['headers']['Retry-After'];
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Service Unavailable: `request.unavailable` */
    'request.unavailable': {
      headers: {
        'Retry-After': components['headers']['Retry-After'];
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Conflict: `request.write_conflict` */
    'request.write_conflict': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Not Found: `role.not_found` */
    'role.not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Not Found: `user.not_found` */
    'user.not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Not Found: `webhook.not_found` */
    'webhook.not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
  };
  parameters: {
    /**
     * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
     * @example deploy-1742
     */
    'X-Request-Id': string;
    /** @description A repeated request with the same key and the same body gets the first answer again */
    'Idempotency-Key': string;
    /**
     * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
     * @example W/"3"
     */
    'If-Match': string;
    /** @description The ETag of the values that the caller has; 304 while they have not changed */
    'If-None-Match': string;
    /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
    'Credstream-Min-Position': string;
  };
  requestBodies: never;
  headers: {
    /** @description The id of this request, as the log has it */
    'X-Request-Id': string;
    /** @description The revision of the resource, for If-Match */
    ETag: string;
    /** @description Where the log stood, for Credstream-Min-Position */
    'Credstream-Position': string;
    /** @description The address of the new resource */
    Location: string;
    /** @description no-store: the answer holds a secret */
    'Cache-Control': string;
    /** @description Seconds after which a retry makes sense */
    'Retry-After': number;
    /** @description The credentials that are accepted */
    'WWW-Authenticate': string;
    /** @description Uses that the rate limit of the key allows */
    'RateLimit-Limit': number;
    /** @description Uses that are left */
    'RateLimit-Remaining': number;
    /** @description Seconds until the count begins anew */
    'RateLimit-Reset': number;
  };
  pathItems: never;
}
export interface operations {
  listCredentials: {
    parameters: {
      query?: {
        /** @description How many at most; 50 when absent */
        limit?: number;
        /** @description The nextCursor of the page before */
        cursor?: string;
        type?: components['schemas']['CredentialType'];
        provider?: components['schemas']['CredentialProvider'];
        status?: components['schemas']['CredentialStatus'];
        /** @description This scope and below; the account of the caller when absent */
        scope?: string;
        /** @description The username of who made it */
        createdBy?: string;
        /** @description The name of what uses it */
        attachedTo?: string;
        environment?: string;
        /** @description -createdAt when absent */
        sort?: components['schemas']['CredentialSort'];
        /** @description Part of a name or description */
        q?: string;
        /** @description Which columns, with commas between them */
        fields?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialList'];
        };
      };
      /** @description Bad Request: `credential.scope_invalid`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['credential.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createCredential: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "ghcr-auth",
         *       "type": "registry",
         *       "expiresAt": "2027-04-01T00:00:00Z",
         *       "secret": {
         *         "username": "octocat",
         *         "password": "ghp_example"
         *       }
         *     }
         */
        'application/json': components['schemas']['CreateCredentialBody'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          Location: components['headers']['Location'];
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialView'];
        };
      };
      /** @description Bad Request: `credential.connection_invalid`, `credential.description_invalid`, `credential.environment_invalid`, `credential.existing_secret_invalid`, `credential.expiry_invalid`, `credential.name_invalid`, `credential.provider_invalid`, `credential.rotation_invalid`, `credential.scope_invalid`, `credential.secret_invalid`, `credential.secret_too_large`, `credential.type_invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['credential.not_found'];
      /** @description Conflict: `credential.existing_secret_used`, `credential.name_taken`, `credential.too_many`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  checkCredentialName: {
    parameters: {
      query: {
        name: string;
        /** @description The caller's account when absent */
        scope?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialNameReply'];
        };
      };
      /** @description Bad Request: `credential.scope_invalid`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['credential.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  exportCredentials: {
    parameters: {
      query?: {
        /** @description This scope and below */
        scope?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': string;
        };
      };
      /** @description Bad Request: `credential.scope_invalid`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['credential.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  importCredentials: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "format": "env",
         *       "data": "API_TOKEN=example",
         *       "name": "deploy-env"
         *     }
         */
        'application/json': components['schemas']['ImportCredentials'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImportOutcomes'];
        };
      };
      /** @description Bad Request: `credential.import_invalid`, `credential.scope_invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['credential.not_found'];
      409: components['responses']['request.write_conflict'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  resolveCredential: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "kind": "helm-registry",
         *       "name": "charts"
         *     }
         */
        'application/json': components['schemas']['ResolveCredential'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ResolvedSecret'];
        };
      };
      /** @description Bad Request: `credential.scope_invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted`, `credential.private` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `credential.key_destroyed`, `credential.not_attached`, `credential.not_found`, `credential.version_not_readable` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `credential.expired`, `credential.not_active`, `request.already_done`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  renderDockerConfig: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RenderCredentials'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': string;
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted`, `credential.private` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `credential.key_destroyed`, `credential.not_found`, `credential.version_not_readable` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `credential.expired`, `credential.not_active`, `request.already_done`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      /** @description Unprocessable Entity: `credential.not_renderable`, `request.idempotency_key_reused` */
      422: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  readNamedValues: {
    parameters: {
      query: {
        name: string;
        /** @description The caller's account when absent */
        scope?: string;
        /** @description One value alone, as it is */
        property?: string;
        /** @description The newest one when absent */
        version?: number;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /** @description The ETag of the values that the caller has; 304 while they have not changed */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': string;
          'text/plain': string;
          'application/octet-stream': string;
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `credential.scope_invalid`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted`, `credential.private` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `credential.key_destroyed`, `credential.not_found`, `credential.property_not_found`, `credential.version_not_readable` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `credential.expired`, `credential.not_active` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  putNamedValue: {
    parameters: {
      query: {
        name: string;
        /** @description The caller's account when absent */
        scope?: string;
        /** @description Which value; the others stay as they are */
        property: string;
      };
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/octet-stream': string;
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialView'];
        };
      };
      /** @description Bad Request: `credential.expiry_invalid`, `credential.scope_invalid`, `credential.secret_invalid`, `credential.secret_too_large`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted`, `credential.private` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `credential.key_destroyed`, `credential.not_found`, `credential.version_not_readable` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `credential.expired`, `credential.not_active`, `credential.too_many_versions`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  pushNamedValue: {
    parameters: {
      query: {
        name: string;
        /** @description The caller's account when absent */
        scope?: string;
        /** @description Which value; the others stay as they are */
        property: string;
      };
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/octet-stream': string;
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialView'];
        };
      };
      /** @description Bad Request: `credential.expiry_invalid`, `credential.scope_invalid`, `credential.secret_invalid`, `credential.secret_too_large`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted`, `credential.private` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `credential.key_destroyed`, `credential.not_found`, `credential.version_not_readable` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `credential.expired`, `credential.not_active`, `credential.too_many_versions`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getCredential: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialView'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['credential.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteCredential: {
    parameters: {
      query?: {
        /** @description true deletes a credential in use, where the account allows it */
        force?: string;
        /** @description For the audit log; needed with force */
        reason?: string;
      };
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done, without an answer */
      204: {
        headers: {
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `credential.reason_missing`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['credential.not_found'];
      409: components['responses']['request.write_conflict'];
      /** @description Precondition Failed: `credential.in_use`, `request.precondition_failed` */
      412: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateCredential: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "description": "Pulls charts"
         *     }
         */
        'application/json': components['schemas']['ChangeCredentialBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialView'];
        };
      };
      /** @description Bad Request: `credential.connection_invalid`, `credential.description_invalid`, `credential.expiry_invalid`, `credential.name_invalid`, `credential.rotation_invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted`, `credential.private` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['credential.not_found'];
      /** @description Conflict: `credential.name_taken`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rotateCredential: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "overlapUntil": "2027-01-08T00:00:00Z",
         *       "secret": {
         *         "username": "octocat",
         *         "password": "ghp_example"
         *       }
         *     }
         */
        'application/json': components['schemas']['RotateCredentialBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialView'];
        };
      };
      /** @description Bad Request: `credential.expiry_invalid`, `credential.overlap_invalid`, `credential.secret_invalid`, `credential.secret_too_large`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted`, `credential.private` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `credential.not_found`, `credential.version_not_readable` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `credential.not_active`, `credential.too_many_versions`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      /** @description Unprocessable Entity: `credential.verification_failed`, `request.idempotency_key_reused` */
      422: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests: `apikey.rate_limited`, `credential.checked_too_often` */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  scheduleRotation: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "url": "https://rotation.example.com/credstream"
         *     }
         */
        'application/json': components['schemas']['ScheduleRotationBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScheduledRotation'];
        };
      };
      /** @description Bad Request: `credential.rotation_webhook_invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted`, `credential.private` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['credential.not_found'];
      /** @description Conflict: `credential.not_active`, `request.already_done`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  unscheduleRotation: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done, without an answer */
      204: {
        headers: {
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted`, `credential.private` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `credential.not_found`, `credential.not_scheduled` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  checkCredential: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['CheckCredentialBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialCheckReply'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted`, `credential.private` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `credential.key_destroyed`, `credential.not_found`, `credential.version_not_readable` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `credential.expired`, `credential.not_active`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      /** @description Too Many Requests: `apikey.rate_limited`, `credential.checked_too_often` */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeCredential: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "Leaked"
         *     }
         */
        'application/json': components['schemas']['RevokeCredentialBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['credential.not_found'];
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  revealCredential: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "purpose": "Setting up a laptop"
         *     }
         */
        'application/json': components['schemas']['RevealCredentialBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevealedSecret'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted`, `credential.private` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `credential.key_destroyed`, `credential.not_found`, `credential.version_not_readable` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `credential.expired`, `credential.not_active`, `request.already_done`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  renderCredential: {
    parameters: {
      query?: {
        /** @description The newest one when absent */
        version?: number;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
        format: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': string;
          'application/yaml': string;
          'text/plain': string;
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted`, `credential.private` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `credential.key_destroyed`, `credential.not_found`, `credential.version_not_readable` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `credential.expired`, `credential.not_active`, `request.already_done` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      422: components['responses']['credential.not_renderable'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  readCredentialValues: {
    parameters: {
      query?: {
        /** @description The newest one when absent */
        version?: number;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /** @description The ETag of the values that the caller has; 304 while they have not changed */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': string;
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted`, `credential.private` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `credential.key_destroyed`, `credential.not_found`, `credential.version_not_readable` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `credential.expired`, `credential.not_active` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listCredentialVersions: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialVersionItems'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['credential.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listCredentialReaders: {
    parameters: {
      query?: {
        /** @description Now when absent */
        at?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialReaderItems'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['credential.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getCredentialHistory: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialHistoryItems'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['credential.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listAttachments: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AttachmentItems'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['credential.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  attachCredential: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "kind": "helm-registry",
         *       "name": "charts",
         *       "url": "https://charts.example.com"
         *     }
         */
        'application/json': components['schemas']['AttachCredentialBody'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          Location: components['headers']['Location'];
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AttachmentView'];
        };
      };
      /** @description Bad Request: `credential.attachment_invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted`, `credential.private` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['credential.not_found'];
      /** @description Conflict: `credential.attachment_taken`, `credential.not_active`, `credential.too_many_attachments`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  detachCredential: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
        attachmentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done, without an answer */
      204: {
        headers: {
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted`, `credential.private` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `credential.attachment_not_found`, `credential.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listApiKeys: {
    parameters: {
      query?: {
        /** @description How many at most; 50 when absent */
        limit?: number;
        /** @description The nextCursor of the page before */
        cursor?: string;
        /** @description active when absent */
        status?: components['schemas']['ApiKeyStatusFilter'];
        /** @description For administrators: the keys of this user */
        userId?: string;
        /** @description For administrators: the keys of all users of this account; * for all accounts */
        account?: string;
        /** @description -createdAt when absent */
        sort?: components['schemas']['ApiKeySort'];
        /** @description Part of a name or description */
        q?: string;
        /** @description Which columns, with commas between them */
        fields?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKeyList'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "ci-pipeline",
         *       "expiresAt": "2027-04-01T00:00:00Z"
         *     }
         */
        'application/json': components['schemas']['CreateApiKey'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          Location: components['headers']['Location'];
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedApiKey'];
        };
      };
      /** @description Bad Request: `apikey.description_invalid`, `apikey.expiry_in_past`, `apikey.expiry_invalid`, `apikey.expiry_too_far`, `apikey.ip_allow_list_invalid`, `apikey.name_invalid`, `apikey.permissions_invalid`, `apikey.rate_limit_invalid`, `apikey.scope_invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `apikey.sso_not_allowed`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `apikey.name_taken`, `apikey.too_many`, `request.already_done`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKeyView'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['apikey.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done, without an answer */
      204: {
        headers: {
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['apikey.not_found'];
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "description": "Deploys from CI"
         *     }
         */
        'application/json': components['schemas']['DescribeApiKeyBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKeyView'];
        };
      };
      /** @description Bad Request: `apikey.description_invalid`, `apikey.name_invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['apikey.not_found'];
      /** @description Conflict: `apikey.name_taken`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getApiKeyUsage: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKeyUsage'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['apikey.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  importApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "legacy-pipeline",
         *       "expiresAt": "2027-04-01T00:00:00Z",
         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
         *     }
         */
        'application/json': components['schemas']['ImportApiKey'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          Location: components['headers']['Location'];
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKeyView'];
        };
      };
      /** @description Bad Request: `apikey.description_invalid`, `apikey.expiry_in_past`, `apikey.expiry_invalid`, `apikey.expiry_too_far`, `apikey.import_invalid`, `apikey.ip_allow_list_invalid`, `apikey.name_invalid`, `apikey.permissions_invalid`, `apikey.rate_limit_invalid`, `apikey.scope_invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `apikey.sso_not_allowed`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `apikey.name_taken`, `apikey.too_many`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rotateApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "overlapUntil": "2027-01-08T00:00:00Z"
         *     }
         */
        'application/json': components['schemas']['RotateApiKeyBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedApiKey'];
        };
      };
      /** @description Bad Request: `apikey.overlap_invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['apikey.not_found'];
      /** @description Conflict: `apikey.not_active`, `apikey.rotation_in_progress`, `request.already_done`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  endApiKeyOverlap: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKeyView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['apikey.not_found'];
      /** @description Conflict: `apikey.not_active`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "No longer used"
         *     }
         */
        'application/json': components['schemas']['RevokeApiKeyBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKeyView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['apikey.not_found'];
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listWebhooks: {
    parameters: {
      query?: {
        /** @description Your account when absent; * for all accounts */
        account?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookItems'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "url": "https://hooks.example.org/credstream"
         *     }
         */
        'application/json': components['schemas']['CreateWebhook'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          Location: components['headers']['Location'];
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedWebhook'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url`, `webhook.types_invalid`, `webhook.url_invalid`, `webhook.url_unreachable` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `request.already_done`, `request.write_conflict`, `webhook.too_many` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listWebhookTypes: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookTypeItems'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookView'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['webhook.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done, without an answer */
      204: {
        headers: {
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['webhook.not_found'];
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  changeWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "url": "https://hooks.example.org/keys"
         *     }
         */
        'application/json': components['schemas']['ChangeWebhookBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url`, `webhook.types_invalid`, `webhook.url_invalid`, `webhook.url_unreachable` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['webhook.not_found'];
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  testWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDeliveryView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `webhook.delivery_not_found`, `webhook.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listWebhookDeliveries: {
    parameters: {
      query?: {
        /** @description How many at most; 50 when absent */
        limit?: number;
        /** @description The nextCursor of the page before */
        cursor?: string;
        /** @description All of the last 30 days when absent */
        status?: components['schemas']['DeliveryStatus'];
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDeliveryItems'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['webhook.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  redeliverWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
        eventId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `webhook.delivery_not_found`, `webhook.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listAccounts: {
    parameters: {
      query?: {
        /** @description How many at most; 50 when absent */
        limit?: number;
        /** @description The nextCursor of the page before */
        cursor?: string;
        /** @description Part of a name */
        q?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountList'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createAccount: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "acme",
         *       "policies": {
         *         "maxApiKeyAgeDays": 30
         *       }
         *     }
         */
        'application/json': components['schemas']['CreateAccountBody'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          Location: components['headers']['Location'];
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountView'];
        };
      };
      /** @description Bad Request: `account.name_invalid`, `account.policy_invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `account.name_taken`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getAccount: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountView'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['account.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateAccount: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "policies": {
         *         "maxApiKeyAgeDays": 30
         *       }
         *     }
         */
        'application/json': components['schemas']['ChangeAccountBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountView'];
        };
      };
      /** @description Bad Request: `account.policy_invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['account.not_found'];
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  disableAccount: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['account.not_found'];
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  enableAccount: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['account.not_found'];
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getScopes: {
    parameters: {
      query?: {
        /** @description The caller's account when absent */
        account?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScopeNode'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['account.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createScope: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "path": "default/research",
         *       "kind": "department"
         *     }
         */
        'application/json': components['schemas']['CreateScope'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          Location: components['headers']['Location'];
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScopeEntry'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url`, `scope.invalid` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `account.not_found`, `scope.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `request.write_conflict`, `scope.exists` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteScope: {
    parameters: {
      query: {
        path: string;
      };
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done, without an answer */
      204: {
        headers: {
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `account.not_found`, `scope.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `request.write_conflict`, `scope.has_children`, `scope.in_use` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  renameScope: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "path": "default/research",
         *       "to": "default/laboratory"
         *     }
         */
        'application/json': components['schemas']['RenameScope'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScopeEntry'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url`, `scope.invalid` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `account.not_found`, `scope.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `request.write_conflict`, `scope.exists`, `scope.in_use`, `scope.inside_itself` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getMe: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Me'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listUsers: {
    parameters: {
      query?: {
        /** @description How many at most; 50 when absent */
        limit?: number;
        /** @description The nextCursor of the page before */
        cursor?: string;
        /** @description Your account when absent; * for all accounts */
        account?: string;
        /** @description Part of a username or e-mail address */
        q?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserList'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['account.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "username": "ada",
         *       "email": "ada@example.org",
         *       "password": "correct-horse-battery-staple",
         *       "roles": [
         *         {
         *           "role": "developer",
         *           "scope": "default"
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['CreateUser'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          Location: components['headers']['Location'];
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url`, `user.email_invalid`, `user.password_invalid`, `user.role_invalid`, `user.username_invalid` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['account.not_found'];
      /** @description Conflict: `request.write_conflict`, `user.email_taken`, `user.password_not_local`, `user.username_taken` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserView'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['user.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "password": "correct-horse-battery-staple"
         *     }
         */
        'application/json': components['schemas']['UpdateUserBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url`, `user.email_invalid`, `user.password_invalid` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['user.not_found'];
      /** @description Conflict: `request.write_conflict`, `user.email_fixed`, `user.email_taken`, `user.offboarded`, `user.password_not_local` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listSessions: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionList'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['user.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  endSession: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        userId: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done, without an answer */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `session.not_found`, `user.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  disableUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['user.not_found'];
      /** @description Conflict: `request.write_conflict`, `user.last_administrator`, `user.offboarded` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  enableUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['user.not_found'];
      /** @description Conflict: `request.write_conflict`, `user.offboarded` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  offboardUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OffboardingReport'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['user.not_found'];
      /** @description Conflict: `request.write_conflict`, `user.last_administrator` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getOffboarding: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OffboardingReport'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['user.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  eraseUserData: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['user.not_found'];
      /** @description Conflict: `request.write_conflict`, `user.not_offboarded` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  readmitUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['ReadmitUserBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url`, `user.password_invalid`, `user.password_required` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['user.not_found'];
      /** @description Conflict: `request.write_conflict`, `user.password_not_local` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listRoles: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RoleList'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listRoleAssignments: {
    parameters: {
      query?: {
        /** @description How many at most; 50 when absent */
        limit?: number;
        /** @description The nextCursor of the page before */
        cursor?: string;
        /** @description Your account when absent; * for all accounts */
        account?: string;
        userId?: string;
        scope?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RoleAssignmentList'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['account.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  grantRole: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "userId": "the-id-of-the-user",
         *       "role": "developer",
         *       "scope": "default"
         *     }
         */
        'application/json': components['schemas']['GrantRole'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          Location: components['headers']['Location'];
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RoleAssignmentView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url`, `user.role_invalid` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `scope.not_found`, `user.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `request.write_conflict`, `user.offboarded` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getRoleAssignment: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RoleAssignmentView'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['role.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeRole: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done, without an answer */
      204: {
        headers: {
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['role.not_found'];
      /** @description Conflict: `request.write_conflict`, `user.last_administrator` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listRegistries: {
    parameters: {
      query?: {
        /** @description How many at most; 50 when absent */
        limit?: number;
        /** @description The nextCursor of the page before */
        cursor?: string;
        /** @description An account; yours when absent, * for all accounts */
        account?: string;
        /** @description name when absent */
        sort?: components['schemas']['RegistrySort'];
        /** @description Part of a name, a hostname or a service */
        q?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryList'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['registry.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createRegistry: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "images",
         *       "service": "registry.example.org",
         *       "hostname": "registry.example.org",
         *       "projects": [
         *         {
         *           "project": "team",
         *           "scope": "default"
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['CreateRegistry'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          Location: components['headers']['Location'];
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedRegistry'];
        };
      };
      /** @description Bad Request: `registry.anonymous_pull_invalid`, `registry.hostname_invalid`, `registry.ip_allow_list_invalid`, `registry.name_invalid`, `registry.projects_invalid`, `registry.scope_invalid`, `registry.service_invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `registry.name_taken`, `registry.service_taken`, `registry.too_many`, `request.already_done`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getRegistry: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryView'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['registry.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteRegistry: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done, without an answer */
      204: {
        headers: {
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['registry.not_found'];
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  changeRegistry: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "hostname": "registry.example.org:5000",
         *       "projects": [
         *         {
         *           "project": "team",
         *           "scope": "default"
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['ChangeRegistryBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryView'];
        };
      };
      /** @description Bad Request: `registry.anonymous_pull_invalid`, `registry.hostname_invalid`, `registry.ip_allow_list_invalid`, `registry.projects_invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['registry.not_found'];
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rotateNotificationToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedRegistry'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['registry.not_found'];
      /** @description Conflict: `request.already_done`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listRegistryTokens: {
    parameters: {
      query?: {
        /** @description How many at most; 50 when absent */
        limit?: number;
        /** @description The nextCursor of the page before */
        cursor?: string;
        kind?: components['schemas']['TokenKind'];
        /** @description name when absent */
        sort?: components['schemas']['RegistrySort'];
        /** @description Part of a name */
        q?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenList'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['registry.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createRegistryToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "ci-pipeline",
         *       "expiresAt": "2027-04-01T00:00:00Z",
         *       "scopes": [
         *         {
         *           "type": "repository",
         *           "name": "team/*",
         *           "actions": [
         *             "pull"
         *           ]
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['CreateTokenBody'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          Location: components['headers']['Location'];
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedToken'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url`, `token.duration_invalid`, `token.expiry_invalid`, `token.expiry_too_near`, `token.name_invalid`, `token.project_invalid`, `token.push_without_pull`, `token.robot_name_invalid`, `token.scopes_invalid`, `token.too_many_scopes` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['registry.not_found'];
      /** @description Conflict: `request.already_done`, `request.write_conflict`, `token.name_taken`, `token.too_many` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  readRegistryToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenView'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `registry.not_found`, `token.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteRegistryToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done, without an answer */
      204: {
        headers: {
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `registry.not_found`, `token.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  changeRegistryToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "expiresAt": "2027-04-01T00:00:00Z"
         *     }
         */
        'application/json': components['schemas']['ChangeTokenBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url`, `token.expiry_invalid`, `token.expiry_too_near` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `registry.not_found`, `token.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listRegistryTokenScopes: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenScopes'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `registry.not_found`, `token.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  addTokenScope: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "type": "repository",
         *       "name": "team/*",
         *       "actions": [
         *         "pull"
         *       ]
         *     }
         */
        'application/json': components['schemas']['AddTokenScopeBody'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          Location: components['headers']['Location'];
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AddedTokenScope'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url`, `token.push_without_pull`, `token.scopes_invalid`, `token.too_many_scopes` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `registry.not_found`, `token.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  removeAllTokenScopes: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done, without an answer */
      204: {
        headers: {
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `registry.not_found`, `token.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  removeTokenScope: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
        id: string;
        scopeId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done, without an answer */
      204: {
        headers: {
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `registry.not_found`, `token.not_found`, `token.scope_not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rotateRegistryToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "overlapUntil": "2027-01-08T00:00:00Z"
         *     }
         */
        'application/json': components['schemas']['RotateTokenBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RotatedToken'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url`, `token.overlap_invalid`, `token.password_invalid` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `registry.not_found`, `token.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `request.already_done`, `request.write_conflict`, `token.rotation_in_progress` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeRegistryToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "No longer used"
         *     }
         */
        'application/json': components['schemas']['RevokeTokenBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenView'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `registry.not_found`, `token.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getRegistryTokenUsage: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenUsage'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `registry.not_found`, `token.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  importRegistryTokens: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "format": "htpasswd",
         *       "data": "nightly-build:$2y$05$abcdefghijklmnopqrstuuZ6kq0qJw3o9o1t8lq6mZ8m1nY7b2m1C",
         *       "scopes": [
         *         {
         *           "type": "repository",
         *           "name": "team/*",
         *           "actions": [
         *             "pull"
         *           ]
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['ImportTokensBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImportReply'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url`, `token.import_invalid`, `token.push_without_pull`, `token.scopes_invalid`, `token.too_many_scopes` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['registry.not_found'];
      /** @description Conflict: `request.write_conflict`, `token.name_taken`, `token.too_many` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listRepositories: {
    parameters: {
      query?: {
        /** @description How many at most; 50 when absent */
        limit?: number;
        /** @description The nextCursor of the page before */
        cursor?: string;
        /** @description name when absent */
        sort?: components['schemas']['RepositorySort'];
        /** @description Part of a name */
        q?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RepositoryList'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['registry.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listRegistryTokenRefusals: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RefusalList'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `registry.not_found`, `token.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getCliSecret: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ShownCliSecret'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['clisecret.not_found'];
      409: components['responses']['request.already_done'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  setCliSecret: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['SetCliSecretBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ShownCliSecret'];
        };
      };
      /** @description Bad Request: `clisecret.invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['clisecret.not_found'];
      /** @description Conflict: `request.already_done`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Precondition Failed: `clisecret.not_onboarded`, `request.precondition_failed` */
      412: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteCliSecret: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done, without an answer */
      204: {
        headers: {
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['clisecret.not_found'];
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listCliSecretRefusals: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RefusalList'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['clisecret.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listRegistryKeys: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKeyItems'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['registry.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rotateRegistryKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "publishedForSeconds": 604800
         *     }
         */
        'application/json': components['schemas']['RotateSigningKeyBody'];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKeyItems'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['registry.not_found'];
      /** @description Conflict: `registry.key_pending`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  confirmRegistryKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
        kid: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKeyItems'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `registry.key_not_found`, `registry.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  retireRegistryKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
        kid: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKeyItems'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `registry.key_not_found`, `registry.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `registry.key_in_use`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listTrustedIssuers: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TrustedIssuerItems'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['registry.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  addTrustedIssuer: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "issuer": "https://token.actions.githubusercontent.com",
         *       "claims": {
         *         "repository": "acme/app",
         *         "ref": "refs/heads/*"
         *       },
         *       "scopes": [
         *         {
         *           "type": "repository",
         *           "name": "team/*",
         *           "actions": [
         *             "pull"
         *           ]
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['NewTrustedIssuer'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          Location: components['headers']['Location'];
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TrustedIssuer'];
        };
      };
      /** @description Bad Request: `registry.trusted_issuer_invalid`, `request.body_malformed`, `request.invalid`, `request.secret_in_url`, `token.push_without_pull`, `token.scopes_invalid` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['registry.not_found'];
      /** @description Conflict: `registry.trusted_issuer_too_many`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  removeTrustedIssuer: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
        issuerId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done, without an answer */
      204: {
        headers: {
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `registry.not_found`, `registry.trusted_issuer_not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listAuditEvents: {
    parameters: {
      query?: {
        /** @description A user id, username, key id, or system:<service> */
        actor?: string;
        /** @description A stream, apikey-4hG… for instance */
        subject?: string;
        /** @description An event type: ApiKeyRevoked, for instance */
        type?: string;
        /** @description * for all accounts. When absent: all that you may read */
        account?: string;
        correlationId?: string;
        /** @description At or after this time */
        from?: string;
        /** @description Before this time */
        to?: string;
        /** @description Part of a summary: names, for instance */
        q?: string;
        /** @description Also the events by which Credstream keeps its own records: reservations, usage, deliveries */
        include?: components['schemas']['AuditInclude'];
        /** @description How many at most; 50 when absent */
        limit?: number;
        /** @description The nextCursor of the page before */
        cursor?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditEventList'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  countAuditEvents: {
    parameters: {
      query?: {
        /** @description * for all accounts. When absent: all that you may read */
        account?: string;
        /** @description The first day, in UTC; 90 days up to the last one when absent */
        from?: string;
        /** @description The last day, in UTC; today when absent */
        to?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditCountItems'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  tailAuditEvents: {
    parameters: {
      query?: {
        /** @description A user id, username, key id, or system:<service> */
        actor?: string;
        /** @description A stream, apikey-4hG… for instance */
        subject?: string;
        /** @description An event type: ApiKeyRevoked, for instance */
        type?: string;
        /** @description * for all accounts. When absent: all that you may read */
        account?: string;
        correlationId?: string;
        /** @description At or after this time */
        from?: string;
        /** @description Before this time */
        to?: string;
        /** @description Part of a summary: names, for instance */
        q?: string;
        /** @description Also the events by which Credstream keeps its own records: reservations, usage, deliveries */
        include?: components['schemas']['AuditInclude'];
      };
      header?: {
        /** @description The id of the last event that came */
        'Last-Event-ID'?: string;
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests: `apikey.rate_limited`, `audit.too_many_streams` */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  exportAuditEvents: {
    parameters: {
      query?: {
        /** @description A user id, username, key id, or system:<service> */
        actor?: string;
        /** @description A stream, apikey-4hG… for instance */
        subject?: string;
        /** @description An event type: ApiKeyRevoked, for instance */
        type?: string;
        /** @description * for all accounts. When absent: all that you may read */
        account?: string;
        correlationId?: string;
        /** @description At or after this time */
        from?: string;
        /** @description Before this time */
        to?: string;
        /** @description Part of a summary: names, for instance */
        q?: string;
        /** @description Also the events by which Credstream keeps its own records: reservations, usage, deliveries */
        include?: components['schemas']['AuditInclude'];
        /** @description ndjson when absent */
        format?: components['schemas']['AuditExportFormat'];
        /** @description The nextCursor of the part before */
        cursor?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': string;
          'text/csv': string;
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests: `apikey.rate_limited`, `audit.too_many_streams` */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Service Unavailable: `audit.log_diverged`, `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getAuditCheckpoint: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `audit.log_diverged`, `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listCheckpointPublications: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CheckpointPublicationItems'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getAuditPublicKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `audit.log_diverged`, `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rotateAuditKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublicKeyRotation'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `audit.log_diverged`, `request.unavailable` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  proveAuditEvent: {
    parameters: {
      query: {
        /** @description The id of an entry */
        eventId: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InclusionProof'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `audit.entry_not_found`, `audit.entry_removed` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `audit.log_diverged`, `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  proveAuditEventAsText: {
    parameters: {
      query: {
        /** @description The id of an entry */
        eventId: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `audit.entry_not_found`, `audit.entry_removed` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `audit.log_diverged`, `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  proveAuditConsistency: {
    parameters: {
      query?: {
        /** @description The smaller size; 0 when absent */
        from?: number;
        /** @description The larger size; that of the newest checkpoint when absent */
        to?: number;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConsistencyProof'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `audit.log_diverged`, `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listAuditSinks: {
    parameters: {
      query?: {
        /** @description * for all accounts. When absent: all that you may read */
        account?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditSinkItems'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createAuditSink: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "siem",
         *       "kind": "http",
         *       "url": "https://siem.example.org/audit"
         *     }
         */
        'application/json': components['schemas']['CreateAuditSink'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          Location: components['headers']['Location'];
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'Cache-Control': components['headers']['Cache-Control'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditSinkView'];
        };
      };
      /** @description Bad Request: `audit.sink_invalid`, `audit.sink_unreachable`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict: `audit.sink_too_many`, `request.write_conflict` */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getAuditSink: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditSinkView'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['audit.sink_not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteAuditSink: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done, without an answer */
      204: {
        headers: {
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['audit.sink_not_found'];
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getHistory: {
    parameters: {
      query?: {
        /** @description Up to this revision */
        revision?: number;
        /** @description Up to this instant */
        at?: string;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        stream: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ThingHistoryView'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `audit.entry_removed`, `audit.history_not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getMasterKeys: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MasterKeysReply'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `encryption.unavailable`, `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rotateMasterKeys: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Credstream-Position': components['headers']['Credstream-Position'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MasterKeysReply'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `encryption.unavailable`, `request.unavailable` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listProjections: {
    parameters: {
      query?: never;
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AllProjections'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rebuildProjection: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['RebuildProjectionBody'];
      };
    };
    responses: {
      /** @description Asked for; it is done in the background */
      202: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProjectionView'];
        };
      };
      /** @description Bad Request: `projection.reason_too_long`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['projection.not_found'];
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listProjectionFailures: {
    parameters: {
      query?: {
        /** @description How many at most; 50 when absent */
        limit?: number;
      };
      header?: {
        /** @description A Credstream-Position: the answer is at least as new. Waits at most 5 seconds */
        'Credstream-Min-Position'?: components['parameters']['Credstream-Min-Position'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProjectionFailureList'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['projection.not_found'];
      429: components['responses']['apikey.rate_limited'];
      /** @description Service Unavailable: `request.unavailable`, `request.view_behind` */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  retryProjectionFailure: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        name: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['DecideProjectionFailureBody'];
      };
    };
    responses: {
      /** @description Asked for; it is done in the background */
      202: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProjectionView'];
        };
      };
      /** @description Bad Request: `projection.reason_too_long`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `projection.failure_not_found`, `projection.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  skipProjectionFailure: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeated request with the same key and the same body gets the first answer again */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /**
         * @description The ETag of the revision that is to be changed; 412 when the resource has changed since
         * @example W/"3"
         */
        'If-Match'?: components['parameters']['If-Match'];
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        name: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['DecideProjectionFailureBody'];
      };
    };
    responses: {
      /** @description Asked for; it is done in the background */
      202: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProjectionView'];
        };
      };
      /** @description Bad Request: `projection.reason_too_long`, `request.body_malformed`, `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      /** @description Forbidden: `apikey.not_permitted`, `auth.not_permitted` */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found: `projection.failure_not_found`, `projection.not_found` */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      409: components['responses']['request.write_conflict'];
      412: components['responses']['request.precondition_failed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      422: components['responses']['request.idempotency_key_reused'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getRegistryTrust: {
    parameters: {
      query?: {
        /** @description pem when absent */
        format?: 'pem' | 'jwks' | 'config';
      };
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        registryId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A file */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/x-pem-file': string;
          'application/jwk-set+json': Record<string, never>;
          'application/yaml': string;
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  scimGetServiceProviderConfig: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description RFC 7643 §5 */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  scimListResourceTypes: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description RFC 7643 §6 */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  scimGetResourceType: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description RFC 7643 §6 */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  scimListSchemas: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description RFC 7643 §7 */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  scimGetSchema: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description RFC 7643 §7 */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  scimListUsers: {
    parameters: {
      query?: {
        /** @description At most 200 */
        count?: number;
        /** @description From 1 on */
        startIndex?: number;
        /** @description Comparisons by eq, joined by and */
        filter?: unknown;
      };
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A ListResponse */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  scimCreateUser: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "schemas": [
         *         "urn:ietf:params:scim:schemas:core:2.0:User"
         *       ],
         *       "userName": "ada@example.org"
         *     }
         */
        'application/scim+json': {
          /**
           * @example [
           *       "urn:ietf:params:scim:schemas:core:2.0:User"
           *     ]
           */
          schemas: string[];
          /** @example ada@example.org */
          userName: string;
          externalId?: string;
          active?: boolean;
          emails?: {
            value?: string;
          }[];
        };
        /**
         * @example {
         *       "schemas": [
         *         "urn:ietf:params:scim:schemas:core:2.0:User"
         *       ],
         *       "userName": "ada@example.org"
         *     }
         */
        'application/json': {
          /**
           * @example [
           *       "urn:ietf:params:scim:schemas:core:2.0:User"
           *     ]
           */
          schemas: string[];
          /** @example ada@example.org */
          userName: string;
          externalId?: string;
          active?: boolean;
          emails?: {
            value?: string;
          }[];
        };
      };
    };
    responses: {
      /** @description The user */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  scimGetUser: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The user */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  scimReplaceUser: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "schemas": [
         *         "urn:ietf:params:scim:schemas:core:2.0:User"
         *       ],
         *       "userName": "ada@example.org"
         *     }
         */
        'application/scim+json': {
          /**
           * @example [
           *       "urn:ietf:params:scim:schemas:core:2.0:User"
           *     ]
           */
          schemas: string[];
          /** @example ada@example.org */
          userName: string;
          externalId?: string;
          active?: boolean;
          emails?: {
            value?: string;
          }[];
        };
        /**
         * @example {
         *       "schemas": [
         *         "urn:ietf:params:scim:schemas:core:2.0:User"
         *       ],
         *       "userName": "ada@example.org"
         *     }
         */
        'application/json': {
          /**
           * @example [
           *       "urn:ietf:params:scim:schemas:core:2.0:User"
           *     ]
           */
          schemas: string[];
          /** @example ada@example.org */
          userName: string;
          externalId?: string;
          active?: boolean;
          emails?: {
            value?: string;
          }[];
        };
      };
    };
    responses: {
      /** @description The user */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  scimDeleteUser: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The user is off-boarded */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  scimUpdateUser: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "schemas": [
         *         "urn:ietf:params:scim:api:messages:2.0:PatchOp"
         *       ],
         *       "Operations": [
         *         {
         *           "op": "replace",
         *           "path": "active",
         *           "value": false
         *         }
         *       ]
         *     }
         */
        'application/scim+json': {
          /**
           * @example [
           *       "urn:ietf:params:scim:api:messages:2.0:PatchOp"
           *     ]
           */
          schemas: string[];
          /**
           * @example [
           *       {
           *         "op": "replace",
           *         "path": "active",
           *         "value": false
           *       }
           *     ]
           */
          Operations: Record<string, never>[];
        };
        /**
         * @example {
         *       "schemas": [
         *         "urn:ietf:params:scim:api:messages:2.0:PatchOp"
         *       ],
         *       "Operations": [
         *         {
         *           "op": "replace",
         *           "path": "active",
         *           "value": false
         *         }
         *       ]
         *     }
         */
        'application/json': {
          /**
           * @example [
           *       "urn:ietf:params:scim:api:messages:2.0:PatchOp"
           *     ]
           */
          schemas: string[];
          /**
           * @example [
           *       {
           *         "op": "replace",
           *         "path": "active",
           *         "value": false
           *       }
           *     ]
           */
          Operations: Record<string, never>[];
        };
      };
    };
    responses: {
      /** @description The user */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getToken: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "grant_type": "password",
         *       "username": "ada",
         *       "password": "correct-horse-battery-staple"
         *     }
         */
        'application/x-www-form-urlencoded': components['schemas']['TokenRequest'];
      };
    };
    responses: {
      /** @description RFC 6749 §5.1 */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenResponse'];
        };
      };
      /** @description RFC 6749 §5.2 */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description The API key is not valid */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  introspectToken: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': components['schemas']['SentToken'];
      };
    };
    responses: {
      /** @description RFC 7662 §2.2; the user only for a token that you may know about */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenIntrospectionResponse'];
        };
      };
      /** @description The token is missing */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeToken: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': components['schemas']['SentToken'];
      };
    };
    responses: {
      /** @description RFC 7009 §2.2: the session of the token has ended, if it had one */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The token is missing */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getAuthorizationServer: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description RFC 8414 */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuthorizationServer'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getKeySet: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description RFC 7517 */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['KeySet'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  beginProviderSignIn: {
    parameters: {
      query?: {
        /** @description With redirect_uri: comes back with the code */
        state?: unknown;
        /** @description S256 */
        code_challenge_method?: unknown;
        /** @description With redirect_uri: RFC 7636 §4.2 */
        code_challenge?: unknown;
        /** @description Of a program on the machine of the user, as http://127.0.0.1:49152/callback (RFC 8252 §7.3) */
        redirect_uri?: unknown;
        /** @description console: the sign-in ends there */
        for?: unknown;
        /** @description oidc */
        provider?: unknown;
      };
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description To the OpenID Connect provider */
      302: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  completeProviderSignIn: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description RFC 6749 §5.1 */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenResponse'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  providerLogout: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': {
          logout_token: string;
        };
      };
    };
    responses: {
      /** @description The sessions have ended */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The logout token is not valid */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getBrowserSession: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who is signed in, and how one can */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BrowserSessionState'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  startBrowserSession: {
    parameters: {
      query?: never;
      header: {
        /** @description 1: the request comes from a page of this server */
        'X-Credstream-Console': '1';
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SignIn'];
      };
    };
    responses: {
      /** @description Signed in */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BrowserSessionState'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The username or the password is wrong */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description X-Credstream-Console is missing */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  endBrowserSession: {
    parameters: {
      query?: never;
      header: {
        /** @description 1: the request comes from a page of this server */
        'X-Credstream-Console': '1';
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Nobody is signed in with this browser */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description X-Credstream-Console is missing */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getLiveness: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It runs */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Liveness'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getReadiness: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every service answers, and every view is up to date */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Readiness'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not every service is ready */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Readiness'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getVersion: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The version */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Version'];
        };
      };
      /** @description Bad Request: `request.invalid`, `request.secret_in_url` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  authorize: {
    parameters: {
      query?: {
        /** @description What the caller must be allowed to do */
        permission?: components['schemas']['Permission'];
        /** @description Where it is to be done; the whole reach of the caller when absent */
        scope?: string;
        /** @description The status for a request that may pass; Envoy takes 200 alone */
        status?: '204' | '200';
        /** @description The status for a key that is used too often; nginx takes 403 alone */
        limited?: '403' | '429';
      };
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Allowed, when `status=200` asks for this status */
      200: {
        headers: {
          /** @description The username; UTF-8, percent-encoded */
          'X-Credstream-User'?: string;
          /** @description The id of the user */
          'X-Credstream-User-Id'?: string;
          /** @description The account of the user */
          'X-Credstream-Account'?: string;
          /** @description The id of the API key; empty for a session */
          'X-Credstream-Key-Id'?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Allowed */
      204: {
        headers: {
          /** @description The username; UTF-8, percent-encoded */
          'X-Credstream-User'?: string;
          /** @description The id of the user */
          'X-Credstream-User-Id'?: string;
          /** @description The account of the user */
          'X-Credstream-Account'?: string;
          /** @description The id of the API key; empty for a session */
          'X-Credstream-Key-Id'?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['request.invalid'];
      /** @description Not authenticated */
      401: {
        headers: {
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          /** @description expired, revoked or owner_disabled; only when the secret itself is right */
          'X-Credstream-Reason'?: string;
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Authenticated, but not allowed */
      403: {
        headers: {
          /** @description not_permitted, ip_not_allowed or rate_limited */
          'X-Credstream-Reason'?: string;
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Used too often, when `limited=429` asks for this status */
      429: {
        headers: {
          /** @description not_permitted, ip_not_allowed or rate_limited */
          'X-Credstream-Reason'?: string;
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  verifyApiKey: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "key": "cs_key_example"
         *     }
         */
        'application/json': components['schemas']['VerifyApiKey'];
      };
    };
    responses: {
      /** @description Whether the key is valid */
      200: {
        headers: {
          'RateLimit-Limit': components['headers']['RateLimit-Limit'];
          'RateLimit-Remaining': components['headers']['RateLimit-Remaining'];
          'RateLimit-Reset': components['headers']['RateLimit-Reset'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['VerifiedApiKey'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      429: components['responses']['apikey.rate_limited'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  notifyRegistry: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/vnd.docker.distribution.events.v1+json': {
          events: Record<string, never>[];
        };
      };
    };
    responses: {
      /** @description Recorded */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NotifyReply'];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['auth.unauthenticated'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      429: components['responses']['request.too_many'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getRegistryToken: {
    parameters: {
      query: {
        /** @description The service of the registry */
        service: string;
        /** @description What is asked for; repeated, or several with spaces */
        scope?: string[];
        /** @description The username, as docker sends it */
        account?: string;
        /** @description What the client calls itself */
        client_id?: string;
        /** @description Whether a refresh token is asked for */
        offline_token?: 'true' | 'false';
      };
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A token with what was granted of the request, which can be nothing */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenAnswer'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      401: {
        headers: {
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  postRegistryToken: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': components['schemas']['RegistryTokenForm'];
      };
    };
    responses: {
      /** @description A token with what was granted of the request, which can be nothing */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenAnswer'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      401: {
        headers: {
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getServiceToken: {
    parameters: {
      query: {
        /** @description The service of the registry */
        service: string;
        /** @description What is asked for; repeated, or several with spaces */
        scope?: string[];
        /** @description The username, as docker sends it */
        account?: string;
        /** @description What the client calls itself */
        client_id?: string;
        /** @description Whether a refresh token is asked for */
        offline_token?: 'true' | 'false';
      };
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A token with what was granted of the request, which can be nothing */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenAnswer'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      401: {
        headers: {
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  postServiceToken: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': components['schemas']['RegistryTokenForm'];
      };
    };
    responses: {
      /** @description A token with what was granted of the request, which can be nothing */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenAnswer'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      401: {
        headers: {
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Why not, in the form that clients of registries print */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistryTokenError'];
        };
      };
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  reportLeaks: {
    parameters: {
      query?: never;
      header: {
        /** @description The key that signed */
        'Github-Public-Key-Identifier': string;
        /** @description Over the body as it is sent */
        'Github-Public-Key-Signature': string;
        /**
         * @description An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`
         * @example deploy-1742
         */
        'X-Request-Id'?: components['parameters']['X-Request-Id'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['FoundSecret'][];
      };
    };
    responses: {
      /** @description For each value whether it is a secret of this installation */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LeakFeedback'][];
        };
      };
      /** @description Bad Request: `request.body_malformed`, `request.invalid` */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      401: components['responses']['leak.signature_invalid'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type_unsupported'];
      503: components['responses']['request.unavailable'];
      /** @description Any other refusal, or a fault (`internal`) */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
}
