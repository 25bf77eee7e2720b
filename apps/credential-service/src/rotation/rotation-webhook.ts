import { createHmac } from 'node:crypto';
import { readSecret, type SecretValue } from '@credstream/contracts/credential';
import type { PresentCredential, RotationSchedule } from '@credstream/domain-credential';
import { DomainError, formatInstant } from '@credstream/domain-kernel';
import { AddressNotAllowed, NameNotResolved } from '@credstream/egress';
import { post, signedHeaders, webhookSecret } from '@credstream/signed-requests';
import { answerAtMost, type RotationSettings } from './rotation-settings.js';

/** What a webhook gave. */
export type GivenSecret = Readonly<{ secret: readonly SecretValue[]; expiresAt?: string }>;

/** The webhook gave no secret; the message is for people, and holds nothing of what was answered. */
export class NothingGiven extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'NothingGiven';
  }
}

/** By which the requests to the webhook of a credential are signed; it is stored nowhere. */
export const signingSecret = (hashKey: Uint8Array, { rotationId }: Pick<RotationSchedule, 'rotationId'>) =>
  webhookSecret(createHmac('sha256', hashKey).update('rotation webhooks').digest(), rotationId);

/** The same for every attempt to replace the same version: who has made a secret for it already answers that one. */
const requestId = ({ credentialId }: PresentCredential, version: number): string =>
  `${credentialId}.${version}`;

const questionOf = (credential: PresentCredential, version: number, at: string): string => {
  const { credentialId, account, scope, name, type, provider, expiresAt } = credential;
  return JSON.stringify({
    type: 'credential.rotate',
    timestamp: at,
    data: { credentialId, account, scope, name, type, provider, version, ...(expiresAt && { expiresAt }) },
  });
};

const problemOf = (error: unknown, host: string): string => {
  if (error instanceof AddressNotAllowed) {
    return `The rotation webhook at ${host} has an address that may not be reached; the operator can list it in CREDSTREAM_EGRESS_ALLOW`;
  }
  if (error instanceof NameNotResolved) return `The rotation webhook's name ${host} cannot be looked up`;
  const { code, message } = error as NodeJS.ErrnoException;
  return `The rotation webhook at ${host} cannot be asked: ${code ?? message}`.slice(0, 500);
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
};

/** Throws `NothingGiven`. */
const givenIn = (body: Buffer, host: string): GivenSecret => {
  const answer = parsed(body);
  if (!isObject(answer) || !isObject(answer['secret'])) {
    throw new NothingGiven(`The rotation webhook at ${host} did not answer {"secret": {...}}`);
  }
  const { secret, expiresAt } = answer as { secret: Readonly<Record<string, unknown>>; expiresAt?: unknown };
  if (expiresAt !== undefined && typeof expiresAt !== 'string') {
    throw new NothingGiven(`The rotation webhook at ${host} answered an expiresAt that is no text`);
  }
  try {
    return { secret: readSecret(secret), ...(expiresAt !== undefined && { expiresAt }) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new NothingGiven(`The rotation webhook at ${host} answered no secret: ${error.message}`, error);
  }
};

/** Asks the webhook of a credential for the secret after this version. Throws `NothingGiven`. */
export const askForSecret = async (
  credential: PresentCredential & Readonly<{ rotation: RotationSchedule }>,
  version: number,
  {
    hashKey,
    now,
    settings,
    signal,
  }: Readonly<{
    hashKey: Uint8Array;
    now: Date;
    settings: RotationSettings;
    signal: AbortSignal;
  }>,
): Promise<GivenSecret> => {
  const { url } = credential.rotation;
  const { host } = new URL(url);
  const body = questionOf(credential, version, formatInstant(now));
  const secret = signingSecret(hashKey, credential.rotation);
  const headers = signedHeaders(secret, requestId(credential, version), now, body);
  const { allowed, answerWithinMs: withinMs } = settings;
  const answer = await post({
    url,
    headers,
    body,
    allowed,
    withinMs,
    answerBytes: answerAtMost,
    signal,
  }).catch((error: unknown) => {
    throw new NothingGiven(problemOf(error, host), error);
  });
  const { status } = answer;
  if (status >= 300 && status < 400) {
    throw new NothingGiven(
      `The rotation webhook at ${host} redirects (${status}); set the address that answers itself`,
    );
  }
  if (status !== 200) throw new NothingGiven(`The rotation webhook at ${host} answered ${status}`);
  return givenIn(answer.body, host);
};
