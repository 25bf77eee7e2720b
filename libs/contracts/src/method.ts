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

/** `method('apikey', 'LoadEntry', …)` answers `apikey.load_entry.v1` and `ApiKeys/LoadEntry`. */
export const method = <Request extends object, Reply extends object>(
  context: ServiceContext,
  rpc: string,
  request: RequestClass<Request>,
): Method<Request, Reply> => ({
  context,
  subject: `${context}.${snakeCase(rpc).slice(1)}.v1`,
  service: grpcService[context],
  rpc,
  request,
});
