import { fileURLToPath } from 'node:url';

/** Where a context's gRPC definition lies. */
export const protoPath = (context: string): string =>
  fileURLToPath(new URL(`../proto/${context}.proto`, import.meta.url));

/** The package that a context's gRPC definition declares. */
export const protoPackage = (context: string): string => `credstream.${context}.v1`;

/** How it is loaded, so that a message looks the same on gRPC as on NATS: what is absent stays so, numbers are numbers. */
export const grpcLoaderOptions = { keepCase: false, defaults: false, arrays: false, longs: Number } as const;
