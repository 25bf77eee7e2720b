import { AddressNotAllowed, NameNotResolved } from '@credstream/egress';
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
  if (error instanceof NameNotResolved) {
    return new CheckFailed('unreachable', `${error.message}; check the address`);
  }
  const { code, syscall } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ECONNREFUSED':
      return new CheckFailed(
        'unreachable',
        `Nothing takes connections at ${host}; check the address and port`,
      );
    case 'ECONNRESET':
    case 'EPIPE':
      return new CheckFailed('unreachable', `${host} ended the connection before it answered`);
    case 'ERR_INVALID_CHAR':
      return new CheckFailed('unauthorized', 'The secret has characters that cannot be sent; store it anew');
    case 'ERR_INVALID_URL':
      return new CheckFailed('unreachable', `${host} is no address of a server; check it`);
  }
  if (code?.startsWith('HPE_')) {
    return new CheckFailed('not_a_registry', `${host} does not answer in HTTP; check the address and port`);
  }
  if (code !== undefined && /^(ERR_SSL|ERR_TLS|ERR_OSSL|EPROTO)/.test(code)) {
    return new CheckFailed(
      'tls',
      `${host} cannot speak TLS with Credstream (${code}); check port and certificate`,
    );
  }
  if (code === 'ETIMEDOUT' || syscall === 'connect') {
    return new CheckFailed('unreachable', `${host} cannot be reached from here (${code})`);
  }
  throw error;
};
