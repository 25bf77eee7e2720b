import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmptyObject,
  IsObject,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { declareField } from './declared-fields.js';
import type { MessageClass } from './method.js';

/**
 * One decorator a field: it checks the form at every edge and describes it in the OpenAPI document. What a
 * value means (is the name free? is the day in the past?) the domain decides, with a code of its own.
 */
type FieldOptions = Readonly<{
  optional?: boolean;
  /** A null is taken as if the field were not there: tools that know such fields send it so. */
  nullIsAbsent?: true;
  description?: string;
  /** The text of a time in an example is `P90D`: so many days ahead of the day on which the document is made. */
  example?: unknown;
}>;

/** The values that a field can have, and the name that they have in the OpenAPI document. */
export type Values = Readonly<{ name: string; values: readonly string[] }>;

/** A field that is not there is not checked. One that is null is there, and has the wrong type. */
const Present = ValidateIf((_, value) => value !== undefined);

const NullIsAbsent = Transform(({ value }: { value: unknown }) => (value === null ? undefined : value));

/** In a query every number is text. */
const NumberOfText = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);

type Declared =
  | Readonly<{ kind: 'text' | 'flag' }>
  | Readonly<{ kind: 'whole'; min: number; max: number }>
  | Readonly<{ kind: 'nested'; of: MessageClass }>;

const field = (
  { optional = false, nullIsAbsent, description, example }: FieldOptions,
  property: ApiPropertyOptions,
  declared: Declared & Readonly<{ list?: boolean }>,
  ...rules: PropertyDecorator[]
) =>
  applyDecorators(
    (prototype: object, name: string | symbol) =>
      declareField(prototype, { list: false, ...declared, name: String(name), optional }),
    ApiProperty({
      ...property,
      required: !optional,
      ...(description !== undefined && { description }),
      ...(example !== undefined && { example }),
    } as ApiPropertyOptions),
    ...(nullIsAbsent ? [NullIsAbsent] : []),
    ...(optional ? [Present] : []),
    ...rules,
  );

/** No text of a request is longer than this; what a field allows is the domain's to say. */
const longestText = 100_000;

export const Text = (options: FieldOptions = {}) =>
  field(options, { type: 'string' }, { kind: 'text' }, IsString(), MaxLength(longestText));

export const Instant = (options: FieldOptions = {}) =>
  field(
    options,
    { type: 'string', format: 'date-time' },
    { kind: 'text' },
    IsString(),
    MaxLength(longestText),
  );

export const Whole = ({ min, max, ...options }: FieldOptions & { min: number; max: number }) =>
  field(
    options,
    { type: 'integer', minimum: min, maximum: max },
    { kind: 'whole', min, max },
    NumberOfText,
    IsInt(),
    Min(min),
    Max(max),
  );

/** How often, how many: a whole number that has no other limit. */
export const Count = (options: FieldOptions = {}) =>
  field(
    options,
    { type: 'integer', minimum: 0 },
    { kind: 'whole', min: 0, max: Number.MAX_SAFE_INTEGER },
    IsInt(),
    Min(0),
  );

export const Flag = (options: FieldOptions = {}) =>
  field(options, { type: 'boolean' }, { kind: 'flag' }, IsBoolean());

export const OneOf = ({ name, values }: Values, options: FieldOptions = {}) =>
  field(options, { enum: [...values], enumName: name }, { kind: 'text' }, IsIn([...values]));

/**
 * `min`: a list that may be absent and must not be empty, since an empty one does not cross gRPC. `known`: the values
 * that the domain takes; it refuses others with a code of its own.
 */
export const TextList = ({
  min = 0,
  known,
  ...options
}: FieldOptions & { min?: number; known?: Values } = {}) =>
  field(
    options,
    {
      ...(known
        ? { enum: [...known.values], enumName: known.name, isArray: true }
        : { type: 'array', items: { type: 'string' } }),
      ...(min > 0 && { minItems: min }),
    },
    { kind: 'text', list: true },
    IsArray(),
    ArrayMinSize(min),
    IsString({ each: true }),
    MaxLength(longestText, { each: true }),
  );

/** `filled`: an object without a field says nothing, and is refused. */
export const Nested = (of: MessageClass, { filled, ...options }: FieldOptions & { filled?: true } = {}) =>
  field(
    options,
    { type: () => of },
    { kind: 'nested', of },
    IsObject(),
    ...(filled
      ? [IsNotEmptyObject({ nullable: false }, { message: '$property must have at least one field' })]
      : []),
    ValidateNested(),
    Type(() => of),
  );

export const NestedList = (of: MessageClass, options: FieldOptions = {}) =>
  field(
    options,
    { type: () => of, isArray: true },
    { kind: 'nested', of, list: true },
    IsArray(),
    ValidateNested({ each: true }),
    Type(() => of),
  );

/** A field of an answer: described, not checked. */
export const Answer = (
  options: FieldOptions & { list?: boolean; of?: () => unknown; oneOf?: Values } = {},
) => {
  const { list = false, of = () => String, oneOf, optional = false, ...rest } = options;
  if (oneOf) {
    const { name, values } = oneOf;
    return ApiProperty({ ...rest, enum: [...values], enumName: name, isArray: list, required: !optional });
  }
  // Nest tells a type that is looked up later by the name of its function, which has to be `type`.
  const type = () => of();
  return ApiProperty({ ...rest, type, isArray: list, required: !optional });
};
