import type { IpRange } from '@credstream/domain-kernel';
import { parseRanges } from '@credstream/egress';
import { readEnvironment, ServiceEnvironment } from '@credstream/service-kit';
import { IsOptional, Matches, ValidateBy } from 'class-validator';

/** The raw variables of apikey-service. */
export class ApiKeyEnvironment extends ServiceEnvironment {
  @IsOptional()
  @ValidateBy(
    { name: 'ranges', validator: { validate: (text: string) => parseRanges(text) !== undefined } },
    { message: 'CREDSTREAM_EGRESS_ALLOW must be addresses or CIDR ranges with commas between them' },
  )
  CREDSTREAM_EGRESS_ALLOW?: string;

  @IsOptional()
  @Matches(/^\d{1,6}(,\d{1,6}){0,19}$/, {
    message: 'CREDSTREAM_WEBHOOK_RETRIES must be at most 20 pauses in whole seconds with commas between them',
  })
  CREDSTREAM_WEBHOOK_RETRIES = '5,30,120,600,3600,21600,86400';
}

/** The settings of apikey-service; throws `SettingsRefused`. */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): ApiKeyEnvironment => readEnvironment(ApiKeyEnvironment, variables);

/** Addresses that are not public, to which webhooks may go all the same. */
export const allowedRanges = ({ CREDSTREAM_EGRESS_ALLOW: text }: ApiKeyEnvironment): readonly IpRange[] =>
  (text === undefined ? undefined : parseRanges(text)) ?? [];

/** The pauses between the attempts to deliver a webhook, in milliseconds. */
export const retryPauses = ({ CREDSTREAM_WEBHOOK_RETRIES: text }: ApiKeyEnvironment): readonly number[] =>
  text.split(',').map((seconds) => Number(seconds) * 1000);
