import type { IpRange } from '@credstream/domain-kernel';
import { parseRanges } from '@credstream/egress';
import { IsOptional, Matches, ValidateBy } from 'class-validator';
import { ServiceEnvironment } from './env.js';

/** What a service takes that asks servers which its users name. */
export class EgressEnvironment extends ServiceEnvironment {
  @IsOptional()
  @ValidateBy(
    { name: 'ranges', validator: { validate: (text: string) => parseRanges(text) !== undefined } },
    { message: 'CREDSTREAM_EGRESS_ALLOW must be addresses or CIDR ranges with commas between them' },
  )
  CREDSTREAM_EGRESS_ALLOW?: string;
}

/** Addresses that are not public, and may be reached all the same. */
export const allowedRanges = ({ CREDSTREAM_EGRESS_ALLOW: text }: EgressEnvironment): readonly IpRange[] =>
  (text === undefined ? undefined : parseRanges(text)) ?? [];

/** The pauses between the attempts at something: whole seconds with commas between them. */
export const Pauses = (): PropertyDecorator =>
  Matches(/^\d{1,6}(,\d{1,6}){0,19}$/, {
    message: ({ property }) =>
      `${property} must be at most 20 pauses in whole seconds with commas between them`,
  });

/** In seconds, of a setting with `Pauses`. */
export const pausesOf = (text: string): readonly number[] => text.split(',').map(Number);
