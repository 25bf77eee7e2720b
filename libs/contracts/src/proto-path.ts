import { fileURLToPath } from 'node:url';
import type { ServiceContext } from './method.js';

/** Where a context's gRPC definition lies. */
export const protoPath = (context: ServiceContext): string =>
  fileURLToPath(new URL(`../proto/${context}.proto`, import.meta.url));

/** The package that a context's gRPC definition declares. */
export const protoPackage = (context: ServiceContext): string => `credstream.${context}.v1`;
