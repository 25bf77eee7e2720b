import { fileURLToPath } from 'node:url';

/** Where a context's gRPC definition lies. */
export const protoPath = (context: string): string =>
  fileURLToPath(new URL(`../proto/${context}.proto`, import.meta.url));

/** The package that a context's gRPC definition declares. */
export const protoPackage = (context: string): string => `credstream.${context}.v1`;
