import type { RegistryTokenReply, WorkloadTokenReply } from '@credstream/contracts/token';
import { DomainError } from '@credstream/domain-kernel';
import { statusOf } from '../http/problem.js';
import { RegistryQuestionRefused } from './registry-question.js';

/** What is answered, as clients of registries read it. */
export type RegistryAnswer = Readonly<{
  status: number;
  body: object;
  headers: Readonly<Record<string, string>>;
  /** Is it a stranger's doing, whose number is limited? */
  isStrange: boolean;
}>;

const challenge = { 'www-authenticate': 'Basic realm="credstream", charset="UTF-8"' };

/** Clients show `errors`, or `error_description` of OAuth 2 (RFC 6749 §5.2). */
const errorBody = (code: string, error: string, message: string) => ({
  errors: [{ code, message }],
  error,
  error_description: message,
});

const retry = (seconds: number): Readonly<Record<string, string>> =>
  seconds > 0 ? { 'retry-after': String(seconds) } : {};

export const tooMany = (message: string, retryAfter: number): RegistryAnswer => ({
  status: statusOf.rate_limited,
  body: errorBody('TOOMANYREQUESTS', 'slow_down', message),
  headers: retry(retryAfter),
  isStrange: false,
});

const invalid = (message: string, error = 'invalid_request'): RegistryAnswer => ({
  status: statusOf.invalid,
  body: errorBody('UNSUPPORTED', error, message),
  headers: {},
  isStrange: true,
});

/** Whole seconds since 1970, as the clock of this machine has them. */
type Now = number;

const granted = (reply: RegistryTokenReply, now: Now, from: 'query' | 'form'): RegistryAnswer => {
  const { token = '', expiresAt, expiresIn, scope = '', refreshToken } = reply;
  return {
    status: 200,
    body: {
      token,
      access_token: token,
      // True also when the token was made a while ago, and when the clock has jumped meanwhile: clients do not ask again
      // in the middle of a push.
      expires_in: Math.max(0, Math.min(expiresIn, expiresAt - now)),
      issued_at: `${new Date(now * 1000).toISOString().slice(0, 19)}Z`,
      ...(from === 'form' && { token_type: 'Bearer', scope }),
      ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    },
    headers: {},
    isStrange: false,
  };
};

type Refused = Readonly<{
  outcome: Exclude<RegistryTokenReply['outcome'], 'granted'>;
  message: string;
  isKnown: boolean;
  retryAfter: number;
}>;

const refused = ({ outcome, message, isKnown, retryAfter }: Refused): RegistryAnswer => {
  if (outcome === 'slowed') return tooMany(message, retryAfter);
  if (outcome !== 'refused') return invalid(message);
  return {
    status: statusOf.unauthenticated,
    body: errorBody('UNAUTHORIZED', 'invalid_grant', message),
    headers: challenge,
    isStrange: !isKnown,
  };
};

export const registryAnswer = (
  reply: RegistryTokenReply,
  now: Now,
  from: 'query' | 'form',
): RegistryAnswer => {
  const { outcome, message = '' } = reply;
  return outcome === 'granted' ? granted(reply, now, from) : refused({ ...reply, outcome, message });
};

/** RFC 8693 §2.2. */
export const exchangeAnswer = (reply: WorkloadTokenReply): RegistryAnswer => {
  const { outcome, message = '', token = '', expiresIn } = reply;
  if (outcome !== 'granted') return refused({ ...reply, outcome, message, retryAfter: 0 });
  return {
    status: 200,
    body: {
      access_token: token,
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      // It is a password for docker login, under the username oidc.
      token_type: 'N_A',
      expires_in: expiresIn,
    },
    headers: {},
    isStrange: false,
  };
};

/** What went wrong, in the form that clients of registries read; `undefined` for what nobody expected. */
export const registryErrorAnswer = (error: unknown): RegistryAnswer | undefined => {
  if (error instanceof RegistryQuestionRefused) return invalid(error.message, error.error);
  if (!(error instanceof DomainError)) return undefined;
  const { kind, message, details } = error;
  const body = errorBody(
    kind === 'unavailable' ? 'UNAVAILABLE' : 'UNSUPPORTED',
    kind === 'unavailable' ? 'temporarily_unavailable' : 'invalid_request',
    message,
  );
  return {
    ...{ status: statusOf[kind], body, headers: retry(details.retryAfter ?? 0) },
    isStrange: kind !== 'unavailable',
  };
};
