import { setTimeout as delay } from 'node:timers/promises';
import { connectClient } from './client.js';

const answerWithinMs = 10_000;

/**
 * The version that a server says it has, `unknown` when it does not. The client asks for it itself and shows it to
 * nobody; it keeps a failure for good and waits without end, so that each question has a client of its own.
 */
export const serverVersion = async (url: string): Promise<string> => {
  const client = connectClient(url);
  const { capabilities } = client as unknown as { capabilities: Promise<{ serverVersion: string }> };
  const answered = new AbortController();
  const tooLate = delay(answerWithinMs, undefined, { signal: answered.signal }).then(() => {
    throw new Error('The event store did not say in time which version it is');
  });
  try {
    return (await Promise.race([capabilities, tooLate])).serverVersion;
  } finally {
    answered.abort();
    tooLate.catch(() => undefined);
    await client.dispose();
  }
};

/** A server that is known to lose events, or of which it is not known that it does not. The message names it. */
export class EventStoreNotSupported extends Error {}

/** How the embedded server ends its version. */
const embedded = /-credstream-embedded$/;

/** In words, for messages. */
export const supportedVersions = 'EventStoreDB 24.10.5 or later of 24.10, or KurrentDB 25.0.1 or later';

/**
 * Before 24.10.5 a filtered subscription to a short log without a match tells a checkpoint of 2^64-1. 25.0.0 tells
 * one between two records, which whoever keeps its commit position alone does not find again.
 */
export const isSupported = (version: string): boolean => {
  if (embedded.test(version)) return true;
  const parts = /^(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
  if (!parts) return false;
  const [major = 0, minor = 0, patch = 0] = parts;
  if (major === 24) return minor === 10 && patch >= 5;
  return major > 25 || (major === 25 && (minor > 0 || patch >= 1));
};
