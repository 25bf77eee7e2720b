import type { IpRange } from '@credstream/domain-kernel';
import { parseRanges } from '@credstream/egress';
import { readEnvironment, ServiceEnvironment } from '@credstream/service-kit';
import { IsOptional, ValidateBy } from 'class-validator';

/** The raw variables of credential-service. */
export class CredentialEnvironment extends ServiceEnvironment {
  @IsOptional()
  @ValidateBy(
    { name: 'ranges', validator: { validate: (text: string) => parseRanges(text) !== undefined } },
    { message: 'CREDSTREAM_EGRESS_ALLOW must be addresses or CIDR ranges with commas between them' },
  )
  CREDSTREAM_EGRESS_ALLOW?: string;
}

/** The settings of credential-service; throws `SettingsRefused`. */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): CredentialEnvironment => readEnvironment(CredentialEnvironment, variables);

/** Addresses that are not public, where secrets may be tried all the same. */
export const allowedRanges = ({ CREDSTREAM_EGRESS_ALLOW: text }: CredentialEnvironment): readonly IpRange[] =>
  (text === undefined ? undefined : parseRanges(text)) ?? [];
