import type { MethodDefinition } from '@grpc/grpc-js';
import type { PackageDefinition } from '@grpc/proto-loader';

/** A call as it is declared in a proto: its path, and how its messages become bytes. */
export type GrpcMethod = MethodDefinition<object, object>;

type Methods = Readonly<Record<string, GrpcMethod>>;

const methodsOf = (entry: PackageDefinition[string]): Methods | undefined =>
  Object.values(entry as Methods).some(({ path }) => typeof path === 'string')
    ? (entry as Methods)
    : undefined;

/** A message that is opened by whoever handles the call, and how its kind is read and its reply written. */
export type IncomingMessage = Readonly<{ method: GrpcMethod; envelope: Buffer }>;

const asItIs = (bytes: Buffer): Buffer => bytes;

/**
 * The same services, whose messages are sealed: what comes in is handed on as it came, and what goes out has been
 * sealed already.
 */
export const sealedServices = (definition: PackageDefinition): PackageDefinition =>
  Object.fromEntries(
    Object.entries(definition).map(([name, entry]) => {
      const declared = methodsOf(entry);
      if (!declared) return [name, entry];
      const methods = Object.entries(declared).map(([rpc, method]) => [
        rpc,
        {
          ...method,
          requestDeserialize: (envelope: Buffer): IncomingMessage => ({ method, envelope }),
          responseSerialize: asItIs,
        },
      ]);
      return [name, Object.fromEntries(methods) as PackageDefinition[string]];
    }),
  );

/** One method of one of the services. */
export const grpcMethod = (definition: PackageDefinition, service: string, rpc: string): GrpcMethod => {
  const entry = definition[service];
  const method = entry && methodsOf(entry)?.[rpc];
  if (!method) throw new Error(`${service} has no ${rpc}`);
  return method;
};
