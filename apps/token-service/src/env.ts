import type { IpRange } from '@credstream/domain-kernel';
import { parseRanges } from '@credstream/egress';
import { readEnvironment, ServiceEnvironment } from '@credstream/service-kit';
import { IsOptional, ValidateBy } from 'class-validator';

/** The raw variables of token-service. */
export class TokenEnvironment extends ServiceEnvironment {
  @IsOptional()
  @ValidateBy(
    { name: 'ranges', validator: { validate: (text: string) => parseRanges(text) !== undefined } },
    { message: 'CREDSTREAM_EGRESS_ALLOW must be addresses or CIDR ranges with commas between them' },
  )
  CREDSTREAM_EGRESS_ALLOW?: string;
}

/** The settings of token-service; throws `SettingsRefused`. */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): TokenEnvironment => readEnvironment(TokenEnvironment, variables);

/** Addresses that are not public, at which issuers of workloads may be all the same. */
export const allowedRanges = ({ CREDSTREAM_EGRESS_ALLOW: text }: TokenEnvironment): readonly IpRange[] =>
  (text === undefined ? undefined : parseRanges(text)) ?? [];
