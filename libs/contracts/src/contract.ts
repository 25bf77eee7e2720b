import { HealthReply } from './health.messages.js';
import type { Access, MessageClass, Method } from './method.js';
import { Nothing } from './paging.messages.js';
import {
  DecideProjectionFailure,
  ListProjectionFailures,
  ProjectionFailureList,
  ProjectionList,
  ProjectionReply,
  RebuildProjection,
} from './projections.messages.js';

/** What a contract says of one call; its names come from its key. */
export type Call<Request extends object = object, Reply extends object = object> = Readonly<{
  request: MessageClass<Request>;
  reply: MessageClass<Reply>;
  access: Access;
}>;

export const call = <Request extends object, Reply extends object>(
  request: MessageClass<Request>,
  reply: MessageClass<Reply>,
  access: Access,
): Call<Request, Reply> => ({ request, reply, access });

/** All calls of one service by their keys. */
export type Contract = Readonly<Record<string, Method>>;

type Calls = Readonly<Record<string, Call>>;

type MethodsOf<C extends Calls> = {
  readonly [K in keyof C]: C[K] extends Call<infer Request, infer Reply> ? Method<Request, Reply> : never;
};

const operator = { permission: 'installation.manage' } as const;

/** Every service tells whether it is ready and how its read models are; `answering` answers it. */
const common = {
  health: call(Nothing, HealthReply, 'anyone'),
  listProjections: call(Nothing, ProjectionList, operator),
  rebuildProjection: call(RebuildProjection, ProjectionReply, operator),
  listProjectionFailures: call(ListProjectionFailures, ProjectionFailureList, operator),
  retryProjectionFailure: call(DecideProjectionFailure, ProjectionReply, operator),
  skipProjectionFailure: call(DecideProjectionFailure, ProjectionReply, operator),
} as const;

/** The calls that every contract has. */
export type CommonCall = keyof typeof common;

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const pascalCase = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

/**
 * The calls that one context answers, and those that every service does. `loadEntry: call(…)` of `contract('apikey', 'ApiKeys', …)` is
 * `apikey.load_entry.v1` on NATS and `ApiKeys/LoadEntry` on gRPC.
 */
export const contract = <C extends Calls>(
  context: string,
  service: string,
  calls: C,
): MethodsOf<typeof common & C> => {
  const methods = Object.entries({ ...common, ...calls }).map(([name, declared]): [string, Method] => [
    name,
    {
      context,
      subject: `${context}.${snakeCase(name)}.v1`,
      service,
      rpc: pascalCase(name),
      ...declared,
    },
  ]);
  return Object.fromEntries(methods) as MethodsOf<typeof common & C>;
};
