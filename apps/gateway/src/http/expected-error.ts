import {
  BodyMalformed,
  DomainError,
  MediaTypeUnsupported,
  RequestInvalid,
  RequestTooLarge,
} from '@credstream/domain-kernel';
import { HttpException } from '@nestjs/common';

/** Fastify's refusals of a request that reached no route, by their codes. */
const byCode: Readonly<Record<string, (cause: unknown) => DomainError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: (cause) => new RequestTooLarge(undefined, {}, cause),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: (cause) => new MediaTypeUnsupported(undefined, {}, cause),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: (cause) => new BodyMalformed(undefined, {}, cause),
  FST_ERR_CTP_INVALID_JSON_BODY: (cause) => new BodyMalformed(undefined, {}, cause),
  FST_ERR_BAD_URL: (cause) => new RequestInvalid('The address cannot be read', {}, cause),
};

const clientError = (status: unknown): boolean => typeof status === 'number' && status >= 400 && status < 500;

/** Nest wraps what Fastify throws. */
const unwrapped = (error: unknown): unknown =>
  error instanceof HttpException && error.cause !== undefined ? error.cause : error;

/** The refusal that an error of the framework stands for; other errors are handed on as they are. */
export const expectedError = (thrown: unknown): unknown => {
  const error = unwrapped(thrown);
  if (error instanceof DomainError) return error;
  const { code, statusCode } = (error ?? {}) as { code?: string; statusCode?: number };
  const known = code === undefined ? undefined : byCode[code];
  if (known) return known(error);
  return clientError(statusCode) ? new RequestInvalid(undefined, {}, error) : error;
};
