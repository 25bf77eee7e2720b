import { AddressNotAllowed } from '@credstream/egress';
import { CheckFailed } from './check-failed.js';
import type { Target } from './target.js';

/** What went wrong on the way, in words for the person who asked; errors that are none of the way stay as they are. */
export const failureOf = (error: unknown, { host }: Target): CheckFailed => {
  if (error instanceof CheckFailed) return error;
  if (error instanceof AddressNotAllowed) {
    return new CheckFailed(
      'blocked',
      `${host} leads to addresses that may not be reached; the operator can list them in CREDSTREAM_EGRESS_ALLOW`,
    );
  }
  const { code = '' } = error as { code?: unknown };
  switch (typeof code === 'string' ? code : '') {
    case 'ENOTFOUND':
    case 'ENODATA':
    case 'EAI_AGAIN':
    case 'ESERVFAIL':
    case 'ETIMEOUT':
    case 'EBADNAME':
      return new CheckFailed('unreachable', `The name ${host} cannot be looked up; check the address`);
    case 'ECONNREFUSED':
      return new CheckFailed(
        'unreachable',
        `Nothing takes connections at ${host}; check the address and port`,
      );
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return new CheckFailed('unreachable', `${host} cannot be reached from here`);
    case 'ECONNRESET':
    case 'EPIPE':
      return new CheckFailed('unreachable', `${host} ended the connection before it answered`);
  }
  const text = String(code);
  if (text.startsWith('HPE_')) {
    return new CheckFailed('not_a_registry', `${host} does not answer in HTTP; check the address and port`);
  }
  if (/^(ERR_SSL|ERR_TLS|ERR_OSSL|EPROTO)/.test(text)) {
    return new CheckFailed(
      'tls',
      `${host} cannot speak TLS with Credstream (${text}); check port and certificate`,
    );
  }
  throw error;
};
