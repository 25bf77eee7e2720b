import { apiKeyContract } from './apikey/apikey.contract.js';
import { auditContract } from './audit/audit.contract.js';
import type { Contract } from './contract.js';
import { credentialContract } from './credential/credential.contract.js';
import { identityContract } from './identity/identity.contract.js';
import { tokenContract } from './token/token.contract.js';

/** The bounded contexts that answer calls. What is said of each service anywhere comes from this list. */
export const contracts = {
  identity: identityContract,
  credential: credentialContract,
  apikey: apiKeyContract,
  token: tokenContract,
  audit: auditContract,
} as const satisfies Readonly<Record<string, Contract>>;

export type ServiceContext = keyof typeof contracts;

export const contexts = Object.keys(contracts) as readonly ServiceContext[];

/** The same for each context, made by its name. */
export const perContext = <Value>(
  valueOf: (context: ServiceContext) => Value,
): Record<ServiceContext, Value> =>
  Object.fromEntries(contexts.map((context) => [context, valueOf(context)])) as Record<ServiceContext, Value>;

/** The setting that says where a context answers gRPC: `CREDSTREAM_GRPC_APIKEY`. */
export const grpcSetting = <Context extends ServiceContext>(
  context: Context,
): `CREDSTREAM_GRPC_${Uppercase<Context>}` =>
  `CREDSTREAM_GRPC_${context.toUpperCase() as Uppercase<Context>}`;
