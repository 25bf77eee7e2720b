import { ValidationPipe } from '@nestjs/common';
import { type FieldError, RequestInvalid } from '@credstream/domain-kernel';
import type { ValidationError } from 'class-validator';

/** Every rule that a request broke, each with the path of its field. */
export const fieldErrors = (errors: readonly ValidationError[], parent = ''): readonly FieldError[] =>
  errors.flatMap(({ property, constraints, children }) => {
    const path = parent === '' ? property : `${parent}.${property}`;
    const own = Object.entries(constraints ?? {}).map(([rule, message]) => ({
      path,
      rule: rule === 'whitelistValidation' ? 'unknown_field' : rule,
      message: rule === 'whitelistValidation' ? `${path} is not a field of this request` : message,
    }));
    return [...own, ...fieldErrors(children ?? [], path)];
  });

/** The same check at every edge: REST, NATS and gRPC. Refuses unknown fields. */
export const createValidationPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
    stopAtFirstError: true,
    exceptionFactory: (errors) => {
      const found = fieldErrors(errors);
      return new RequestInvalid(found.map(({ message }) => message).join('; '), { errors: found });
    },
  });
