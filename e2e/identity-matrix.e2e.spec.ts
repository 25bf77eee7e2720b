import { randomUUID } from 'node:crypto';
import { type Access, contexts, contracts, type Method, type ServiceContext } from '@credstream/contracts';
import { apiKeyContract } from '@credstream/contracts/apikey';
import { auditContract } from '@credstream/contracts/audit';
import { credentialContract } from '@credstream/contracts/credential';
import { identityContract } from '@credstream/contracts/identity';
import { tokenContract } from '@credstream/contracts/token';
import { PartKeys } from '@credstream/crypto';
import {
  type Actor,
  barredToApiKeys,
  type Permission,
  permissionsByRole,
  type Role,
  roles,
} from '@credstream/domain-kernel';
import { CallSealer, createLogger, createNatsClient, type ServiceClient } from '@credstream/service-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { MongoClient } from 'mongodb';
import { send } from './http.js';
import { adminPassword, type IdentitySuite, startIdentitySuite } from './identity-suite.js';
import { waitUntil } from './wait-until.js';

/** Every call of every service, by its subject. */
const calls = new Map<string, Method>(
  Object.values(contracts)
    .flatMap((contract) => Object.values(contract) as Method[])
    .map((method) => [method.subject, method]),
);

const ours = 'matrix';
const theirs = 'elsewhere';
const password = 'twelve or more characters';
/** Of a webhook: an address at which nobody listens, found without asking any server. */
const nowhere = 'http://127.0.0.1:1/';
const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString();
let counter = 0;
const fresh = (prefix: string): string => `${prefix}-${(counter += 1)}`;

/** Who asks. `an API key` is that of a system administrator: nobody's may do more. */
const callerNames = [...roles, 'an API key', 'another tenant', 'nobody', 'a part of Credstream'] as const;
type CallerName = (typeof callerNames)[number];
type Caller = Readonly<{ actor: Actor; bearer?: string }>;

const holds = (role: Role, permission: Permission): boolean =>
  (permissionsByRole[role] as readonly Permission[]).includes(permission);

const isRole = (name: CallerName): name is Role => (roles as readonly string[]).includes(name);

/** Where anyone may come, it makes no difference who does: each meets the same. */
const isTheSameForAll = (outcome: Outcome): boolean => new Set(Object.values(outcome)).size === 1;

/** What the contract says of a call about a thing in the account `ours`; `own`: the caller's own thing. */
const isLetIn = (caller: CallerName, access: Access, own: boolean): boolean => {
  if (access === 'anyone') return true;
  if (caller === 'nobody') return false;
  if (access === 'system') return caller === 'a part of Credstream';
  if (caller === 'a part of Credstream') return false;
  const isKey = caller === 'an API key';
  if (access === 'key') return isKey;
  if (access === 'signed_in') return true;
  if (access === 'session') return !isKey;
  const right = own ? (access.own ?? access.permission) : access.permission;
  if (right === 'signed_in') return true;
  if (right === 'session') return !isKey;
  if (isKey) return !barredToApiKeys.includes(right);
  return caller !== 'another tenant' && holds(caller, right);
};

const isWord = (access: Access): access is Extract<Access, string> => typeof access === 'string';

let suite: IdentitySuite;
let nats: NatsConnection;
let mongo: MongoClient;
let client: ServiceClient;
const callers = {} as Record<CallerName, Caller>;

const contextOf = (actor: Actor) => {
  const correlationId = randomUUID();
  return { actor, correlationId, causationId: correlationId };
};
const asRoot = <Q extends object, A extends object>(method: Method<Q, A>, request: Q) =>
  client.call(method, request, contextOf(callers['system-admin'].actor));

const newUser = async (): Promise<string> => {
  const username = fresh('target');
  const { user } = await asRoot(identityContract.createUser, { username, password, account: ours });
  return user.id;
};
const newProvisionedUser = async (): Promise<string> =>
  (await asRoot(identityContract.provisionUser, { username: fresh('provisioned') })).user.id;
const newSession = async (userId?: string) => {
  const owner = userId ?? (await newUser());
  const { username } = (await asRoot(identityContract.getUser, { id: owner })).user;
  const anybody = contextOf({ kind: 'anonymous' });
  const { refreshToken } = await client.call(identityContract.signIn, { username, password }, anybody);
  return { userId: owner, id: refreshToken.slice('cs_ses_'.length).split('.')[0] ?? '' };
};
const newKey = async (userId?: string): Promise<string> => {
  const owner = userId ?? (await newUser());
  const request = { name: fresh('key'), expiresAt: inAMonth, userId: owner };
  return (await asRoot(apiKeyContract.create, request)).apiKey.id;
};
const newScope = async (): Promise<string> => {
  const path = `${ours}/${fresh('scope')}`;
  await asRoot(identityContract.createScope, { path, kind: 'project' });
  return path;
};
const newAssignment = async (): Promise<string> => {
  const request = { userId: await newUser(), role: 'viewer', scope: ours };
  return (await asRoot(identityContract.grantRole, request)).assignment.id;
};
const newSecret = () => [
  { name: 'username', text: 'octocat' },
  { name: 'password', text: 'a token' },
  { name: 'url', text: 'registry.example.org' },
];
const newCredential = async (name = fresh('credential')): Promise<string> => {
  const request = { name, type: 'registry', scope: ours, secret: newSecret() };
  return (await asRoot(credentialContract.create, request)).credential.id;
};
const newAttachment = async () => {
  const id = await newCredential();
  const thing = { kind: 'oci-registry', name: fresh('thing') };
  const { attachment } = await asRoot(credentialContract.attach, { id, ...thing });
  return { id, thing, attachmentId: attachment.attachmentId };
};
/** An account may have so many and no more. */
const dropWebhooks = async (): Promise<void> => {
  const { items = [] } = await asRoot(apiKeyContract.listWebhooks, { account: ours });
  for (const { id } of items) await asRoot(apiKeyContract.deleteWebhook, { id });
};
const newWebhook = async (): Promise<string> => {
  await dropWebhooks();
  const request = { url: nowhere, account: ours };
  return (await asRoot(apiKeyContract.createWebhook, request)).webhook.id;
};

/** An account may have so many and no more. */
const dropSinks = async (): Promise<void> => {
  const { items = [] } = await asRoot(auditContract.listSinks, { account: ours });
  for (const { id } of items) await asRoot(auditContract.deleteSink, { id });
};
const someSink = { name: 'siem', kind: 'http', url: nowhere, account: ours };
const newSink = async (): Promise<{ id: string }> => {
  await dropSinks();
  return { id: (await asRoot(auditContract.createSink, someSink)).sink.id };
};

const newRegistry = async (): Promise<string> => {
  const service = fresh('registry');
  const request = { name: service, service, hostname: `${service}.example.org`, scope: ours };
  return (await asRoot(tokenContract.createRegistry, request)).registry.id;
};
/** An account may have so many and no more. */
let shared: Promise<string> | undefined;
const sharedRegistry = (): Promise<string> => (shared ??= newRegistry());
const newToken = async (): Promise<{ registryId: string; id: string }> => {
  const registryId = await sharedRegistry();
  const scopes = [{ type: 'repository' as const, name: 'team/app', actions: ['pull'] }];
  const { token } = await asRoot(tokenContract.create, { registryId, name: fresh('token'), scopes });
  return { registryId, id: token.id };
};

/** Of somebody who has signed in, as there is none otherwise. */
const newCliSecret = async (): Promise<string> => {
  const username = fresh('signed-in');
  const { user } = await asRoot(identityContract.createUser, { username, password, account: ours });
  await send('POST', `${suite.url}/oauth/token`, { form: { grant_type: 'password', username, password } });
  await asRoot(tokenContract.setCliSecret, { userId: user.id });
  return user.id;
};

/** A key that waits to be used. */
const newSigningKey = async (): Promise<{ registryId: string; kid: string }> => {
  const registryId = await newRegistry();
  const { items } = await asRoot(tokenContract.rotateSigningKey, { registryId });
  return { registryId, kid: items.at(-1)?.kid ?? '' };
};

/** A registry may trust so many and no more. */
const withoutIssuers = async (): Promise<string> => {
  const registryId = await sharedRegistry();
  const { items = [] } = await asRoot(tokenContract.listTrustedIssuers, { registryId });
  for (const { id } of items) await asRoot(tokenContract.removeTrustedIssuer, { registryId, issuerId: id });
  return registryId;
};
const newIssuer = async (): Promise<{ registryId: string; issuerId: string }> => {
  const registryId = await withoutIssuers();
  const { issuer } = await asRoot(tokenContract.addTrustedIssuer, { registryId, ...someIssuer });
  return { registryId, issuerId: issuer.id };
};
const someIssuer = {
  issuer: 'https://token.actions.githubusercontent.com',
  claims: [{ name: 'repository', value: 'acme/app' }],
  scopes: [{ type: 'repository' as const, name: 'team/app', actions: ['pull'] }],
};

const gateway: Actor = { kind: 'system', service: 'gateway' };

/** What a webhook is to be told: that a key was found somewhere. */
const newDelivery = async (): Promise<object> => {
  const id = await newWebhook();
  const keyId = await newKey();
  const { entry = '{}' } = await client.call(apiKeyContract.loadEntry, { keyId }, contextOf(gateway));
  const { secrets } = JSON.parse(entry) as { secrets: { hash: string }[] };
  const leak = { keyId, secretHash: secrets[0]?.hash ?? '', reporter: 'a scanner' };
  await client.call(apiKeyContract.reportLeak, leak, contextOf(gateway));
  const eventId = await waitUntil('the delivery is given up', async () => {
    const { items } = await asRoot(apiKeyContract.listWebhookDeliveries, { id, status: 'abandoned' });
    return items?.[0]?.eventId;
  });
  return { id, eventId };
};

/** A read model of each service. */
const projectionOf = {
  identity: 'user_list',
  credential: 'credential_list',
  apikey: 'apikey_list',
  token: 'token_list',
  audit: 'audit_log',
} as const satisfies Record<ServiceContext, string>;

/** Something that a read model could not take in; retrying it comes to nothing, as no event is there. */
const newFailure = async (context: ServiceContext): Promise<object> => {
  const name = projectionOf[context];
  const build = await waitUntil('no other build is made', async () => {
    const { items } = await asRoot(contracts[context].listProjections, {});
    const { version, generation, state } = items.find((each) => each.name === name) ?? {};
    if (state !== 'live') return undefined;
    return `${name}_v${version}${generation === 0 ? '' : `_g${generation}`}`;
  });
  const id = String((counter += 1));
  const db = mongo.db(`credstream_${context}`);
  await db.collection<{ _id: string }>('projection_failures').insertOne({
    _id: `${build}/${id}`,
    ...{ projection: build, position: id.padStart(20, '0'), stream: 'none-1' },
    ...{ type: 'Unreadable', error: 'of this test', at: new Date() },
  });
  return { name, id };
};

const operations = Object.fromEntries(
  contexts.flatMap((context): (readonly [string, () => Promise<object> | object])[] => {
    const { listProjections, rebuildProjection, listProjectionFailures } = contracts[context];
    const { retryProjectionFailure, skipProjectionFailure } = contracts[context];
    const name = projectionOf[context];
    return [
      [listProjections.subject, () => ({})],
      // While one is made, no other is begun: a build for everyone who asks would take long.
      [rebuildProjection.subject, () => ({ name })],
      [listProjectionFailures.subject, () => ({ name })],
      [retryProjectionFailure.subject, () => newFailure(context)],
      [skipProjectionFailure.subject, () => newFailure(context)],
    ];
  }),
);

/** A request for each call that is about one thing or one account: something in `ours` that is nobody's who asks. */
const requests: Readonly<Record<string, () => Promise<object> | object>> = {
  ...operations,
  [identityContract.createAccount.subject]: () => ({ name: fresh('account') }),
  [identityContract.listAccounts.subject]: () => ({}),
  [identityContract.getAccount.subject]: () => ({ name: ours }),
  [identityContract.changeAccountPolicies.subject]: () => ({
    name: ours,
    policies: '{"maxApiKeysPerUser":99}',
  }),
  [identityContract.disableAccount.subject]: () => ({ name: 'spare' }),
  [identityContract.enableAccount.subject]: () => ({ name: 'spare' }),
  [identityContract.createScope.subject]: () => ({ path: `${ours}/${fresh('new')}`, kind: 'project' }),
  [identityContract.listScopes.subject]: () => ({ account: ours }),
  [identityContract.renameScope.subject]: async () => ({
    path: await newScope(),
    to: `${ours}/${fresh('moved')}`,
  }),
  [identityContract.deleteScope.subject]: async () => ({ path: await newScope() }),
  [identityContract.createUser.subject]: () => ({ username: fresh('made'), password, account: ours }),
  [identityContract.getUser.subject]: async () => ({ id: await newUser() }),
  [identityContract.listUsers.subject]: () => ({ account: ours }),
  [identityContract.listSessions.subject]: async () => ({ userId: await newUser() }),
  [identityContract.endSession.subject]: () => newSession(),
  [identityContract.updateUser.subject]: async () => ({
    id: await newUser(),
    email: `${fresh('mail')}@example.org`,
  }),
  [identityContract.disableUser.subject]: async () => ({ id: await newUser() }),
  [identityContract.enableUser.subject]: async () => ({ id: await newUser() }),
  [identityContract.offboardUser.subject]: async () => ({ id: await newUser() }),
  [identityContract.getOffboarding.subject]: async () => {
    const id = await newUser();
    await asRoot(identityContract.offboardUser, { id });
    return { id };
  },
  [identityContract.eraseUserData.subject]: async () => {
    const id = await newUser();
    await asRoot(identityContract.offboardUser, { id });
    return { id };
  },
  [identityContract.readmitUser.subject]: async () => {
    const id = await newUser();
    await asRoot(identityContract.offboardUser, { id });
    return { id, password };
  },
  [identityContract.provisionUser.subject]: () => ({ username: fresh('provisioned') }),
  [identityContract.updateProvisionedUser.subject]: async () => ({ id: await newProvisionedUser() }),
  [identityContract.listProvisionedUsers.subject]: async () => ({ id: await newProvisionedUser() }),
  [identityContract.grantRole.subject]: async () => ({
    userId: await newUser(),
    role: 'viewer',
    scope: ours,
  }),
  [identityContract.getRoleAssignment.subject]: async () => ({ id: await newAssignment() }),
  [identityContract.listRoleAssignments.subject]: () => ({ account: ours }),
  [identityContract.revokeRole.subject]: async () => ({ id: await newAssignment() }),
  [tokenContract.createRegistry.subject]: () => {
    const service = fresh('registry');
    return { name: service, service, hostname: 'registry.example.org', scope: ours };
  },
  [tokenContract.getRegistry.subject]: async () => ({ id: await sharedRegistry() }),
  [tokenContract.listRegistries.subject]: () => ({ account: ours }),
  [tokenContract.changeRegistry.subject]: async () => ({ id: await sharedRegistry(), offlineTokens: true }),
  [tokenContract.rotateNotificationToken.subject]: async () => ({ id: await sharedRegistry() }),
  [tokenContract.deleteRegistry.subject]: async () => ({ id: await newRegistry() }),
  [tokenContract.create.subject]: async () => ({
    registryId: await sharedRegistry(),
    name: fresh('token'),
    scopes: [{ type: 'repository', name: 'team/app', actions: ['pull'] }],
  }),
  [tokenContract.get.subject]: newToken,
  [tokenContract.list.subject]: async () => ({ registryId: await sharedRegistry() }),
  [tokenContract.listRepositories.subject]: async () => ({ registryId: await sharedRegistry() }),
  [tokenContract.usage.subject]: newToken,
  [tokenContract.change.subject]: async () => ({ ...(await newToken()), status: 'disabled' }),
  [tokenContract.addScope.subject]: async () => ({
    ...(await newToken()),
    type: 'repository',
    name: 'team/other',
    actions: ['pull'],
  }),
  [tokenContract.removeScope.subject]: async () => ({ ...(await newToken()), scopeId: 's1' }),
  [tokenContract.removeAllScopes.subject]: newToken,
  [tokenContract.rotate.subject]: newToken,
  [tokenContract.revoke.subject]: newToken,
  [tokenContract.delete.subject]: newToken,
  [tokenContract.import.subject]: async () => ({
    registryId: await sharedRegistry(),
    format: 'htpasswd',
    data: `${fresh('imported')}:$2y$05$${'a'.repeat(53)}`,
    scopes: [{ type: 'repository', name: 'team/app', actions: ['pull'] }],
  }),
  [tokenContract.refusals.subject]: newToken,
  [tokenContract.getCliSecret.subject]: async () => ({ userId: await newUser() }),
  [tokenContract.setCliSecret.subject]: async () => ({ userId: await newUser() }),
  [tokenContract.revokeCliSecret.subject]: async () => ({ userId: await newCliSecret() }),
  [tokenContract.cliSecretRefusals.subject]: async () => ({ userId: await newUser() }),
  [tokenContract.getTrust.subject]: async () => ({ registryId: await sharedRegistry() }),
  [tokenContract.listSigningKeys.subject]: async () => ({ registryId: await sharedRegistry() }),
  [tokenContract.rotateSigningKey.subject]: async () => ({ registryId: await sharedRegistry() }),
  [tokenContract.addTrustedIssuer.subject]: async () => ({
    registryId: await withoutIssuers(),
    ...someIssuer,
  }),
  [tokenContract.listTrustedIssuers.subject]: async () => ({ registryId: await sharedRegistry() }),
  [tokenContract.removeTrustedIssuer.subject]: newIssuer,
  [tokenContract.confirmSigningKey.subject]: newSigningKey,
  [tokenContract.retireSigningKey.subject]: newSigningKey,
  [apiKeyContract.create.subject]: async () => ({
    name: fresh('key'),
    expiresAt: inAMonth,
    userId: await newUser(),
  }),
  [apiKeyContract.import.subject]: async () => ({
    name: fresh('key'),
    expiresAt: inAMonth,
    userId: await newUser(),
    sha256: randomUUID().replaceAll('-', '').repeat(2),
  }),
  [apiKeyContract.get.subject]: async () => ({ id: await newKey() }),
  [apiKeyContract.list.subject]: () => ({ account: ours }),
  [apiKeyContract.usage.subject]: async () => ({ id: await newKey() }),
  [apiKeyContract.describe.subject]: async () => ({ id: await newKey(), description: 'described' }),
  [apiKeyContract.rotate.subject]: async () => ({ id: await newKey() }),
  [apiKeyContract.endOverlap.subject]: async () => ({ id: await newKey() }),
  [apiKeyContract.revoke.subject]: async () => ({ id: await newKey() }),
  [apiKeyContract.delete.subject]: async () => ({ id: await newKey() }),
  [apiKeyContract.createWebhook.subject]: async () => {
    await dropWebhooks();
    return { url: nowhere, account: ours };
  },
  [apiKeyContract.listWebhookTypes.subject]: () => ({}),
  [apiKeyContract.getWebhook.subject]: async () => ({ id: await newWebhook() }),
  [apiKeyContract.changeWebhook.subject]: async () => ({
    id: await newWebhook(),
    types: ['apikey.revoked'],
  }),
  [apiKeyContract.testWebhook.subject]: async () => ({ id: await newWebhook() }),
  [apiKeyContract.listWebhooks.subject]: () => ({ account: ours }),
  [apiKeyContract.deleteWebhook.subject]: async () => ({ id: await newWebhook() }),
  [apiKeyContract.listWebhookDeliveries.subject]: async () => ({ id: await newWebhook() }),
  [apiKeyContract.redeliverWebhook.subject]: newDelivery,
  [auditContract.list.subject]: () => ({ account: ours }),
  [auditContract.tail.subject]: () => ({ account: ours }),
  [auditContract.counts.subject]: () => ({ account: ours }),
  [auditContract.export.subject]: () => ({ account: ours, type: 'AccountCreated' }),
  [auditContract.publications.subject]: () => ({}),
  [auditContract.rotateKey.subject]: () => ({}),
  [auditContract.proveInclusion.subject]: async () => {
    const { items } = await asRoot(auditContract.list, { account: ours, limit: 1 });
    return { eventId: items?.[0]?.id ?? '' };
  },
  [auditContract.proveConsistency.subject]: () => ({}),
  [auditContract.createSink.subject]: async () => {
    await dropSinks();
    return someSink;
  },
  [auditContract.listSinks.subject]: () => ({ account: ours }),
  [auditContract.getSink.subject]: newSink,
  [auditContract.deleteSink.subject]: newSink,
  [auditContract.reportRefusals.subject]: () => {
    const at = new Date().toISOString();
    return { id: randomUUID(), account: ours, total: 0, refusals: [], from: at, at, reporter: 'matrix' };
  },
  [auditContract.history.subject]: () => ({ stream: `organization-${ours}` }),
  [credentialContract.create.subject]: () => ({
    name: fresh('credential'),
    type: 'registry',
    scope: ours,
    secret: newSecret(),
  }),
  [credentialContract.get.subject]: async () => ({ id: await newCredential() }),
  [credentialContract.list.subject]: () => ({ scope: ours }),
  [credentialContract.checkName.subject]: () => ({ name: fresh('credential'), scope: ours }),
  [credentialContract.change.subject]: async () => ({ id: await newCredential(), description: 'described' }),
  [credentialContract.rotate.subject]: async () => ({ id: await newCredential(), secret: newSecret() }),
  [credentialContract.scheduleRotation.subject]: async () => ({
    id: await newCredential(),
    url: 'https://rotation.example.com/',
  }),
  [credentialContract.unscheduleRotation.subject]: async () => {
    const id = await newCredential();
    await asRoot(credentialContract.scheduleRotation, { id, url: 'https://rotation.example.com/' });
    return { id };
  },
  [credentialContract.revoke.subject]: async () => ({ id: await newCredential() }),
  [credentialContract.delete.subject]: async () => ({ id: await newCredential() }),
  [credentialContract.reveal.subject]: async () => ({ id: await newCredential() }),
  [credentialContract.check.subject]: async () => ({ id: await newCredential(), url: 'http://127.0.0.1:1/' }),
  [credentialContract.render.subject]: async () => ({
    id: await newCredential(),
    format: 'dockerconfigjson',
  }),
  [credentialContract.renderDockerConfig.subject]: async () => ({ ids: [await newCredential()] }),
  [credentialContract.readValues.subject]: async () => ({ id: await newCredential() }),
  [credentialContract.readNamedValues.subject]: async () => {
    const name = fresh('credential');
    await newCredential(name);
    return { name, scope: ours };
  },
  [credentialContract.writeNamedValue.subject]: async () => {
    const name = fresh('credential');
    await newCredential(name);
    return { name, scope: ours, property: 'password', base64: 'bmV3' };
  },
  [credentialContract.resolve.subject]: async () => ({ ...(await newAttachment()).thing, scope: ours }),
  [credentialContract.listAttachments.subject]: async () => ({ id: await newCredential() }),
  [credentialContract.attach.subject]: async () => ({
    id: await newCredential(),
    kind: 'workload',
    name: fresh('thing'),
  }),
  [credentialContract.detach.subject]: async () => {
    const { id, attachmentId } = await newAttachment();
    return { id, attachmentId };
  },
  [credentialContract.listVersions.subject]: async () => ({ id: await newCredential() }),
  [credentialContract.history.subject]: async () => ({ id: await newCredential() }),
  [credentialContract.readers.subject]: async () => ({ id: await newCredential() }),
  [credentialContract.masterKeys.subject]: () => ({}),
  [credentialContract.rotateMasterKeys.subject]: () => ({}),
  [credentialContract.import.subject]: () => ({
    format: 'env',
    data: 'NAME=value',
    name: fresh('imported'),
    scope: ours,
  }),
};

/** The same calls about what is the caller's own. */
const ownRequests: Readonly<Record<string, (userId: string) => Promise<object> | object>> = {
  [identityContract.getUser.subject]: () => ({ id: 'me' }),
  [identityContract.updateUser.subject]: () => ({ id: 'me' }),
  [identityContract.listSessions.subject]: () => ({ userId: 'me' }),
  [identityContract.endSession.subject]: (userId) => newSession(userId),
  [apiKeyContract.create.subject]: () => ({ name: fresh('own'), expiresAt: inAMonth }),
  [apiKeyContract.get.subject]: async (userId) => ({ id: await newKey(userId) }),
  [apiKeyContract.list.subject]: () => ({}),
  [apiKeyContract.usage.subject]: async (userId) => ({ id: await newKey(userId) }),
  [apiKeyContract.describe.subject]: async (userId) => ({
    id: await newKey(userId),
    description: 'described',
  }),
  [apiKeyContract.rotate.subject]: async (userId) => ({ id: await newKey(userId) }),
  [apiKeyContract.endOverlap.subject]: async (userId) => ({ id: await newKey(userId) }),
  [apiKeyContract.revoke.subject]: async (userId) => ({ id: await newKey(userId) }),
  [apiKeyContract.delete.subject]: async (userId) => ({ id: await newKey(userId) }),
  [tokenContract.getCliSecret.subject]: (userId) => ({ userId }),
  [tokenContract.setCliSecret.subject]: (userId) => ({ userId }),
  [tokenContract.revokeCliSecret.subject]: async (userId) => {
    await asRoot(tokenContract.setCliSecret, { userId });
    return { userId };
  },
  [tokenContract.cliSecretRefusals.subject]: (userId) => ({ userId }),
};

const refusals: ReadonlySet<unknown> = new Set(['unauthenticated', 'forbidden', 'not_found']);

/** Was the caller let in, whatever became of the request then? */
const overBus = async (method: Method, caller: Caller, request: object): Promise<boolean> => {
  try {
    await client.call(method, request, contextOf(caller.actor));
    return true;
  } catch (error) {
    const { kind } = error as { kind?: string };
    if (kind === undefined) throw error;
    return !refusals.has(kind);
  }
};

beforeAll(async () => {
  // A webhook is given up at once, so that there is one to deliver again.
  suite = await startIdentitySuite(1, {
    CREDSTREAM_WEBHOOK_RETRIES: '0',
    CREDSTREAM_EGRESS_ALLOW: '127.0.0.1',
    CREDSTREAM_OIDC_ACCOUNT: ours,
  });
  mongo = await MongoClient.connect(suite.mongoDbUrl);
  nats = await connect({ servers: suite.natsUrl });
  client = createNatsClient(
    nats,
    new CallSealer(await PartKeys.open(suite.keysDir, 'gateway'), createLogger('test', 'silent')),
  );
  const token = async (username: string, secret: string): Promise<string> => {
    const form = { grant_type: 'password', username, password: secret };
    const { body } = await send('POST', `${suite.url}/oauth/token`, { form });
    return String(body['access_token']);
  };
  const meOf = async (bearer: string): Promise<Actor> => {
    const { body } = await send('GET', `${suite.url}/api/v1/me`, { bearer });
    const { id, username, account } = body as Record<string, string>;
    return { kind: 'user', userId: id ?? '', username: username ?? '', account: account ?? '' };
  };
  const person = async (bearer: string): Promise<Caller> => ({ actor: await meOf(bearer), bearer });

  callers['system-admin'] = await person(await token('admin', adminPassword));
  for (const name of [ours, theirs, 'spare']) await asRoot(identityContract.createAccount, { name });
  const signUp = async (username: string, account: string, role: Role): Promise<Caller> => {
    const scope = role === 'system-admin' ? '/' : account;
    const request = { username, password, account, roles: [{ role, scope }] };
    await asRoot(identityContract.createUser, request);
    return person(await token(username, password));
  };
  for (const role of roles) callers[role] = await signUp(`one-${role}`, ours, role);
  callers['another tenant'] = await signUp('stranger', theirs, 'admin');
  callers['nobody'] = { actor: { kind: 'anonymous' } };
  callers['a part of Credstream'] = { actor: { kind: 'system', service: 'gateway' } };
  const { actor, bearer = '' } = callers['system-admin'];
  const json = { name: 'the strongest', expiresAt: inAMonth };
  const made = await send('POST', `${suite.url}/api/v1/api-keys`, { bearer, json });
  const { id, key } = made.body as Record<string, string>;
  callers['an API key'] = {
    actor: { ...(actor as Extract<Actor, { kind: 'user' }>), kind: 'apikey', keyId: id ?? '' },
    bearer: key ?? '',
  };
});
afterAll(async () => {
  await nats.close();
  await mongo.close();
  await suite.stop();
});

type Outcome = Readonly<Record<string, boolean>>;

/** Every caller with a request that no other caller has used up: who is refused has used up nothing. */
const sweep = async (
  names: readonly CallerName[],
  requestFor: () => Promise<object> | object,
  ask: (caller: Caller, request: object) => Promise<boolean>,
): Promise<Outcome> => {
  const outcome: Record<string, boolean> = {};
  let request = await requestFor();
  for (const [index, name] of names.entries()) {
    const letIn = await ask(callers[name], request);
    outcome[name] = letIn;
    if (letIn && index < names.length - 1) request = await requestFor();
  }
  return outcome;
};

/** Every caller with a request about what is the caller's own. */
const sweepOwn = async (
  names: readonly CallerName[],
  requestFor: (userId: string) => Promise<object> | object,
  ask: (caller: Caller, request: object) => Promise<boolean>,
): Promise<Outcome> => {
  const outcome: Record<string, boolean> = {};
  for (const name of names) {
    const { actor } = callers[name];
    outcome[name] = await ask(callers[name], await requestFor('userId' in actor ? actor.userId : ''));
  }
  return outcome;
};

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

const declared = (names: readonly CallerName[], access: Access, own = false): Outcome =>
  Object.fromEntries(names.map((name) => [name, isLetIn(name, access, own)]));

/** A list without a named account is of the caller's own, and open to the administrator of another tenant. */
const concernsOurs = (request: object): boolean => Object.keys(request).length > 0;

const requestOf = (method: Method): (() => Promise<object> | object) => {
  const request = isWord(method.access) ? () => ({}) : requests[method.subject];
  if (!request) throw new Error(`There is no request for ${method.subject} in this test: add one`);
  return request;
};

describe.each([...calls])('on the bus, %s', (subject, method) => {
  it('lets in whom its contract names, and nobody else', async () => {
    const request = requestOf(method);
    const names =
      concernsOurs(await request()) || isWord(method.access)
        ? callerNames
        : callerNames.filter((name) => name !== 'another tenant');
    const outcome = await sweep(names, request, (caller, asked) => overBus(method, caller, asked));
    if (method.access === 'anyone') expect(isTheSameForAll(outcome)).toBe(true);
    else expect(outcome).toEqual(declared(names, method.access));
  });

  const { access } = method;
  if (!isWord(access) && access.own !== undefined) {
    it('lets people in to what is their own', async () => {
      const own = ownRequests[subject];
      if (!own) throw new Error(`There is no own request for ${subject} in this test: add one`);
      const names: CallerName[] = [...roles, 'an API key'];
      const ask = (caller: Caller, asked: object) => overBus(method, caller, asked);
      expect(await sweepOwn(names, own, ask)).toEqual(declared(names, access, true));
    });
  }
});

/** Somebody in `ours` who may do everything everywhere, and who has signed in. */
const newSystemAdmin = async (): Promise<string> => {
  const username = fresh('powerful');
  const roles = [{ role: 'system-admin', scope: '/' }];
  const request = { username, password, account: ours, roles };
  const { user } = await asRoot(identityContract.createUser, request);
  await send('POST', `${suite.url}/oauth/token`, { form: { grant_type: 'password', username, password } });
  return user.id;
};

const deleting = [{ type: 'repository' as const, name: 'team/app', actions: ['delete'] }];
const newDeletingToken = async () => {
  const registryId = await sharedRegistry();
  const request = { registryId, name: fresh('token'), scopes: deleting };
  const { token } = await asRoot(tokenContract.create, request);
  return { registryId, id: token.id };
};

/** What speaks for somebody who may do more, or does what its maker may not: it takes that power to hand it out. */
const handedOut: readonly (readonly [string, Method, Permission, () => Promise<object>])[] = [
  [
    'a key of a system administrator',
    apiKeyContract.create,
    'installation.manage',
    async () => ({ name: fresh('key'), expiresAt: inAMonth, userId: await newSystemAdmin() }),
  ],
  [
    'an imported key of a system administrator',
    apiKeyContract.import,
    'installation.manage',
    async () => ({
      ...{ name: fresh('key'), expiresAt: inAMonth, userId: await newSystemAdmin() },
      sha256: randomUUID().replaceAll('-', '').repeat(2),
    }),
  ],
  [
    'the next secret of a key of a system administrator',
    apiKeyContract.rotate,
    'installation.manage',
    async () => ({ id: await newKey(await newSystemAdmin()) }),
  ],
  [
    'the password of a system administrator',
    identityContract.updateUser,
    'installation.manage',
    async () => ({ id: await newSystemAdmin(), password: 'another twelve or more' }),
  ],
  [
    'the CLI secret of a system administrator',
    tokenContract.setCliSecret,
    'installation.manage',
    async () => ({ userId: await newSystemAdmin() }),
  ],
  [
    'a role',
    identityContract.grantRole,
    'installation.manage',
    async () => ({ userId: await newUser(), role: 'system-admin', scope: '/' }),
  ],
  [
    'a user with a role',
    identityContract.createUser,
    'installation.manage',
    async () => ({
      ...{ username: fresh('made'), password, account: ours },
      roles: [{ role: 'system-admin', scope: '/' }],
    }),
  ],
  [
    'a token of a registry',
    tokenContract.create,
    'registry.delete',
    async () => ({ registryId: await sharedRegistry(), name: fresh('token'), scopes: deleting }),
  ],
  [
    'a robot account',
    tokenContract.create,
    'registry.delete',
    async () => ({
      ...{ registryId: await sharedRegistry(), name: fresh('robot'), kind: 'robot', scopes: deleting },
    }),
  ],
  [
    'a scope of a token',
    tokenContract.addScope,
    'registry.delete',
    async () => ({ ...(await newToken()), ...deleting[0] }),
  ],
  ['the next password of a token', tokenContract.rotate, 'registry.delete', newDeletingToken],
  [
    'a longer life of a token',
    tokenContract.change,
    'registry.delete',
    async () => ({ ...(await newDeletingToken()), expiresAt: inAMonth }),
  ],
  [
    'an imported token',
    tokenContract.import,
    'registry.delete',
    async () => ({
      ...{ registryId: await sharedRegistry(), format: 'htpasswd', scopes: deleting },
      data: `${fresh('imported')}:$2y$05$${'a'.repeat(53)}`,
    }),
  ],
  [
    'trust in the workloads of an issuer',
    tokenContract.addTrustedIssuer,
    'registry.delete',
    async () => ({ ...someIssuer, registryId: await withoutIssuers(), scopes: deleting }),
  ],
];

describe.each(handedOut)('on the bus, %s', (_what, method, power, request) => {
  it('is handed out by those who have the power themselves, and nobody else', async () => {
    const ask = (caller: Caller, asked: object) => overBus(method, caller, asked);
    const mayHandOut = (name: CallerName): boolean =>
      isRole(name) && isLetIn(name, method.access, false) && holds(name, power);
    const expected = Object.fromEntries(callerNames.map((name) => [name, mayHandOut(name)]));
    expect(await sweep(callerNames, request, ask)).toEqual(expected);
  });
});

type Route = readonly [verb: string, path: string, operation: Operation];
type Operation = Readonly<{
  requestBody?: Readonly<{ content?: Readonly<Record<string, unknown>> }>;

  'x-credstream-call'?: string;
  security?: readonly Readonly<Record<string, unknown>>[];
}>;
type Document = Readonly<{ paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }>;

/** RFC 7644 §3.5.2. */
const leaving = {
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [{ op: 'replace', path: 'active', value: false }],
};

/** RFC 7644 §3.3 and §3.5.1. */
const provisioned = () => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: fresh('provisioned'),
});

const methods = ['get', 'post', 'patch', 'put', 'delete'];
const webCallers = callerNames.filter((name) => name !== 'a part of Credstream');

/** The request of a call as its route takes it: in the path, in the query or as JSON. */
const overWeb = async (
  [verb, path, operation]: Route,
  { bearer }: Caller,
  request: object,
): Promise<boolean> => {
  const rest = new Map(Object.entries(request));
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = String(rest.get(name) ?? 'none');
    rest.delete(name);
    return encodeURIComponent(value);
  });
  if (rest.has('policies')) rest.set('policies', JSON.parse(String(rest.get('policies'))));
  // A secret crosses the bus as a list of its values.
  const values = rest.get('secret') as readonly { name: string; text: string }[] | undefined;
  if (values) rest.set('secret', Object.fromEntries(values.map(({ name, text }) => [name, text])));
  // So do the claims of the workloads of an issuer.
  const claims = rest.get('claims') as readonly { name: string; value: string }[] | undefined;
  if (claims) rest.set('claims', Object.fromEntries(claims.map(({ name, value }) => [name, value])));
  const isBytes = operation.requestBody?.content?.['application/octet-stream'] !== undefined;
  if (isBytes) rest.delete('base64');
  const isScim = operation.requestBody?.content?.['application/scim+json'] !== undefined;
  const scimBody = verb === 'patch' ? leaving : provisioned();
  const fields = isScim ? scimBody : path.startsWith('/scim/') ? {} : Object.fromEntries(rest);
  const inQuery = verb === 'get' || verb === 'delete' || isBytes;
  const query = inQuery ? `?${new URLSearchParams(fields as Record<string, string>).toString()}` : '';
  const { status } = await send(verb.toUpperCase(), `${suite.url}${filled}${query}`, {
    ...(bearer !== undefined && { bearer }),
    ...(!inQuery && { json: fields }),
    ...(isBytes && { bytes: Buffer.from('new') }),
  });
  if (status >= 500) throw new Error(`${verb} ${path}: ${status}`);
  return ![401, 403, 404].includes(status);
};

describe('over HTTP', () => {
  it('every route of the document lets in whom its call names, and nobody else', async () => {
    const { body } = await send('GET', `${suite.url}/openapi.json`);
    const { paths } = body as unknown as Document;
    const wrong: object[] = [];
    let walked = 0;
    for (const [path, operations] of Object.entries(paths)) {
      for (const [verb, operation] of Object.entries(operations).filter(([name]) => methods.includes(name))) {
        walked += 1;
        const subject = operation['x-credstream-call'];
        const method = subject === undefined ? undefined : calls.get(subject);
        if (subject !== undefined && !method)
          throw new Error(`${path} calls ${subject}, which is of no contract`);
        const asksWho = operation.security?.some((way) => 'bearer' in way || 'basic' in way) ?? false;
        const access: Access = method?.access ?? (asksWho ? 'signed_in' : 'anyone');
        // A route without the id that its call takes is about the caller.
        const own = !isWord(access) && access.own !== undefined && path === '/api/v1/me';
        const make = own || !method ? async () => ({}) : requestOf(method);
        // What is read is not used up.
        const request = verb === 'get' ? once(make) : make;
        const names =
          concernsOurs(await request()) || isWord(access) || own
            ? webCallers
            : webCallers.filter((name) => name !== 'another tenant');
        const outcome = await sweep(names, request, (caller, asked) =>
          overWeb([verb, path, operation], caller, asked),
        );
        const expected = declared(names, access, own);
        const right =
          access === 'anyone'
            ? isTheSameForAll(outcome)
            : JSON.stringify(outcome) === JSON.stringify(expected);
        if (!right) {
          wrong.push({ route: `${verb} ${path}`, outcome, expected });
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(walked).toBeGreaterThan(40);
  }, 600_000);
});
