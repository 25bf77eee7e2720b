import type { Options } from '@grpc/proto-loader';

/** So that a message looks the same on gRPC as on NATS: an absent field stays absent. */
export const grpcLoaderOptions: Options = { keepCase: false, defaults: false, arrays: false, longs: String };
