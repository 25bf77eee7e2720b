import {
  DomainError,
  type ErrorDetails,
  type ErrorKind,
  errorKinds,
  ServiceUnavailable,
} from '@credstream/domain-kernel';

/** A refusal as it crosses the bus. */
export type Refusal = Readonly<{ code: string; kind: ErrorKind; message: string; details: ErrorDetails }>;

/** What another service refused, with its own code and words. */
export class RemoteRefusal extends DomainError {
  readonly code: string;
  readonly kind: ErrorKind;
  constructor({ code, kind, message, details }: Refusal) {
    super(message, details);
    this.code = code;
    this.kind = kind;
  }
}

/** Something broke in a service. Its cause is in that service's log, under the correlation id. */
export class RemoteFault extends Error {}

/** How a fault is told: without a word of its cause. */
export const faultCode = 'internal';

export const toRefusal = ({ code, kind, message, details }: DomainError): Refusal => ({
  code,
  kind,
  message,
  details,
});

const fault: Refusal = { code: faultCode, kind: 'unavailable', message: '', details: {} };

/** What a gRPC handler ended with; what is not a refusal is a fault, and is told without a word of its cause. */
export const refusalOfGrpc = (error: unknown): Refusal =>
  typeof (error as Partial<Refusal>).kind === 'string' ? (error as Refusal) : fault;

/** The error that a service's answer stands for. */
export const fromRefusal = (value: unknown): Error => {
  const { code, kind, message, details } = (value ?? {}) as Partial<Refusal>;
  if (code === undefined || code === faultCode) return new RemoteFault('A service failed');
  if (!errorKinds.includes(kind as ErrorKind)) return new RemoteFault(`A service answered ${code}`);
  return new RemoteRefusal({
    code,
    kind: kind as ErrorKind,
    message: message ?? code,
    details: details ?? {},
  });
};

export const notAnswering = (service: string, cause: unknown): ServiceUnavailable =>
  new ServiceUnavailable(`The ${service} service does not answer`, { retryAfter: 1 }, cause);
