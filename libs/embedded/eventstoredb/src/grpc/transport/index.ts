export type { Call } from './call.js';
export { startGrpcServer } from './grpc-server.js';
export type { GrpcServer, Handler } from './grpc-server.js';
export { serverStreaming, unary } from './shapes.js';
export { CallFailed, failed } from './status.js';
export type { GrpcStatus } from './status.js';
