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

/** A class whose decorators say what a message may hold. */
export type MessageClass<Message extends object = object> = new () => Message;

/** One call of a service: the same on NATS (`subject`) and on gRPC (`service`/`rpc` in `proto/<context>.proto`). */
export type Method<Request extends object = object, Reply extends object = object> = Readonly<{
  context: string;
  subject: string;
  service: string;
  rpc: string;
  request: MessageClass<Request>;
  reply: MessageClass<Reply>;
  access: Access;
}>;
