import type { Decider, Event } from '@credstream/domain-kernel';
import { aggregate, currentShapes } from '@credstream/domain-kernel';

/** How a secret left the service. */
export const accessVias = ['reveal', 'values', 'render', 'resolve', 'check', 'webhook', 'verify'] as const;
export type AccessVia = (typeof accessVias)[number];

/** Reads of the secrets of one account in one month; the stream is `access-<account>-<year>-<month>`. */
export type AccessEvent = Event<
  'CredentialAccessed',
  {
    credentialId: string;
    name: string;
    version: number;
    via: AccessVia;
    /** What the reader says that it is for. */
    purpose?: string;
    /** Where the secret was sent. */
    host?: string;
    at: string;
  }
>;

export const accessSchema = currentShapes<AccessEvent>({ CredentialAccessed: true });

/** No rule decides on a read that is allowed: it is recorded as it is. */
const facts: Decider<object, never, AccessEvent> = {
  initialState: () => ({}),
  evolve: (state) => state,
  decide: () => [],
};

/** Who read which secret when. */
export const accesses = aggregate('access', facts, accessSchema);

/** `access-acme-2026-11` */
export const accessStream = (account: string, at: string): string =>
  accesses.streamOf(`${account}-${at.slice(0, 7)}`);

/** Days for which reads are kept. */
export const accessKeptDays = 400;
