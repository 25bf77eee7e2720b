import { fieldsOf, type MessageClass } from '@credstream/contracts';
import { type FieldError, RequestInvalid } from '@credstream/domain-kernel';
import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';

/** How many errors one answer names. */
const mostErrors = 20;

/** Members of a list of objects in a request. */
const longestList = 2_000;

/** A name that a stranger wrote, as it may stand in an answer. */
const shortened = (name: string): string => (name.length <= 100 ? name : `${name.slice(0, 100)}…`);

const below = (parent: string, name: string | number): string =>
  parent === '' ? String(name) : `${parent}.${name}`;

/** Every rule that a request broke, each with the path of its field. */
export const fieldErrors = (errors: readonly ValidationError[], parent = ''): readonly FieldError[] =>
  errors.flatMap(({ property, value, constraints = {}, children = [] }) => {
    const path = below(parent, property);
    const own = Object.entries(constraints).map(([rule, message]) => ({ path, rule, message }));
    const missing = own.length > 0 && value === undefined;
    return [
      ...(missing ? [{ path, rule: 'required', message: `${path} is required` }] : own),
      ...fieldErrors(children, path),
    ];
  });

const names = new WeakMap<MessageClass, ReadonlySet<string>>();

const namesOf = (type: MessageClass): ReadonlySet<string> => {
  const known = names.get(type);
  if (known) return known;
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const found = new Set(rules.map(({ propertyName }) => propertyName));
  names.set(type, found);
  return found;
};

const unchangeable = new WeakMap<MessageClass, ReadonlySet<string>>();

/** Fields that a thing has, and that this request cannot change: it says so instead of not knowing them. */
export const declareUnchangeable = (type: MessageClass, fields: Iterable<string>): void => {
  unchangeable.set(type, new Set(fields));
};

const unknownField = (type: MessageClass, name: string, path: string): FieldError =>
  unchangeable.get(type)?.has(name)
    ? {
        path,
        rule: 'unchangeable',
        message: `${path} cannot be changed; what can be changed: ${[...namesOf(type)].join(', ')}`,
      }
    : { path, rule: 'unknown_field', message: `${path} is not a field of this request` };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * The first thing that is wrong with the form of a request, found before anything is copied: an unknown field at any
 * depth, or a list without end.
 */
const firstFormError = (type: MessageClass, value: object, parent = ''): FieldError | undefined => {
  for (const name in value) {
    if (!namesOf(type).has(name)) return unknownField(type, name, below(parent, shortened(name)));
  }
  for (const field of fieldsOf(type)) {
    if (field.kind !== 'nested') continue;
    const path = below(parent, field.name);
    const nested = (value as Record<string, unknown>)[field.name];
    if (Array.isArray(nested)) {
      if (nested.length > longestList) {
        return { path, rule: 'arrayMaxSize', message: `${path} has at most ${longestList} members` };
      }
      for (const [at, item] of nested.entries()) {
        const error = isObject(item) ? firstFormError(field.of, item, below(path, at)) : undefined;
        if (error) return error;
      }
    } else if (isObject(nested)) {
      const error = firstFormError(field.of, nested, path);
      if (error) return error;
    }
  }
  return undefined;
};

/** The refusal of a request for what is wrong with its fields; a long list is cut. */
export const refusedFor = (errors: readonly FieldError[]): RequestInvalid => {
  const told = errors.slice(0, mostErrors);
  return new RequestInvalid(told.map(({ message }) => message).join('; '), { errors: told });
};

/**
 * What was sent, as an instance of the class that describes it; nothing sent is an empty request.
 *
 * @throws RequestInvalid
 */
export const checkRequest = <T extends object>(type: MessageClass<T>, sent: unknown = {}): T => {
  if (!isObject(sent) || Array.isArray(sent)) throw new RequestInvalid('The request is not a JSON object');
  const formError = firstFormError(type, sent);
  if (formError) throw refusedFor([formError]);
  const request = plainToInstance(type, sent);
  const errors = fieldErrors(validateSync(request, { stopAtFirstError: true, forbidUnknownValues: false }));
  if (errors.length > 0) throw refusedFor(errors);
  return request;
};

const builtIn: readonly unknown[] = [String, Boolean, Number, Array, Object, Buffer, Date];

/** The same check at every edge: REST, NATS and gRPC. Refuses unknown fields. */
@Injectable()
class ValidationPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type === 'custom' || !metatype || builtIn.includes(metatype)) return value;
    return checkRequest(metatype as MessageClass, value ?? undefined);
  }
}

export const createValidationPipe = (): PipeTransform => new ValidationPipe();
