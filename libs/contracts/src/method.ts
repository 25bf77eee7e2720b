import type { Permission } from '@credstream/domain-kernel';

/**
 * Who may make a call: `anyone`, even without signing in; `system`, only the parts of Credstream themselves;
 * `signed_in`, every active user and their API keys; `session`, every active user, but not with an API key;
 * `key`, only an API key. With a `permission`, who has it at the scope of the thing; for the caller's own
 * things `own` is enough, at whatever scope; `provisioning`, also an identity provider that provisions users (SCIM). The services check it; the matrix test compares them with it.
 */
export type Access =
  | 'anyone'
  | 'system'
  | 'signed_in'
  | 'session'
  | 'key'
  | Readonly<{ permission: Permission; own?: Permission | 'signed_in' | 'session'; provisioning?: true }>;

/** A class whose decorators say what a request may hold. */
export type RequestClass<Request> = new () => Request;

/**
 * One call of a service: the same on NATS (`subject`, answered by the service's queue group) and on gRPC
 * (`service`/`rpc` in `proto/<context>.proto`). `Reply` lives in the types only.
 */
export type Method<Request extends object = object, Reply extends object = object> = Readonly<{
  context: ServiceContext;
  subject: string;
  service: string;
  rpc: string;
  request: RequestClass<Request>;
  access: Access;
  reply?: Reply;
}>;

/** The bounded contexts that answer calls. */
export type ServiceContext = 'identity' | 'apikey' | 'audit';

/** The gRPC service of each context, in the package `credstream.<context>.v1`. */
export const grpcService: Record<ServiceContext, string> = {
  identity: 'Identity',
  apikey: 'ApiKeys',
  audit: 'Audit',
};

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `method('apikey', 'LoadEntry', …, 'system')` answers `apikey.load_entry.v1` and `ApiKeys/LoadEntry`. */
export const method = <Request extends object, Reply extends object>(
  context: ServiceContext,
  rpc: string,
  request: RequestClass<Request>,
  access: Access,
): Method<Request, Reply> => ({
  context,
  subject: `${context}.${snakeCase(rpc).slice(1)}.v1`,
  service: grpcService[context],
  rpc,
  request,
  access,
});
