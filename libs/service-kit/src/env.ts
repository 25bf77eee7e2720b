import { contexts, grpcSetting } from '@credstream/contracts';
import { plainToInstance } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  validateSync,
  type ValidationError,
} from 'class-validator';
import { Type } from 'class-transformer';

/** Settings that stop a process: every bad name with the rule it broke, never a value. */
export class SettingsRefused extends Error {}

const ownPrefix = 'CREDSTREAM_';

const brokenRules = (errors: readonly ValidationError[]): readonly string[] =>
  errors.map(({ property, constraints }) => `  ${Object.values(constraints ?? {}).join('; ') || property}`);

/**
 * The raw variables as one checked class. A variable that begins with `CREDSTREAM_` and is not known to any
 * part of Credstream is a misspelling, and refused.
 */
export const readEnvironment = <E extends object>(
  environment: new () => E,
  variables: Readonly<Record<string, string | undefined>>,
): E => {
  const set = Object.entries(variables).filter(([, value]) => value !== undefined && value !== '');
  const unknown = set.map(([name]) => name).filter((name) => name.startsWith(ownPrefix) && !known.has(name));
  const instance = plainToInstance(environment, Object.fromEntries(set));
  const broken = [
    ...brokenRules(validateSync(instance, { forbidUnknownValues: false })),
    ...unknown.map((name) => `  ${name} is not a setting of Credstream`),
  ];
  if (broken.length > 0) throw new SettingsRefused(`These settings cannot be used:\n${broken.join('\n')}`);
  return instance;
};

/** Every setting that some part of the suite reads, so that one environment serves all parts. */
export const known: ReadonlySet<string> = new Set<string>([
  'CREDSTREAM_PUBLIC_URL',
  'CREDSTREAM_KEY_HEADER',
  'CREDSTREAM_OIDC_ISSUER',
  'CREDSTREAM_OIDC_CLIENT_ID',
  'CREDSTREAM_OIDC_CLIENT_SECRET',
  'CREDSTREAM_OIDC_SCOPES',
  'CREDSTREAM_OIDC_ACCOUNT',
  'CREDSTREAM_OIDC_GROUP_CLAIM',
  'CREDSTREAM_OIDC_GROUP_ROLES',
  'CREDSTREAM_SCIM_TOKEN',
  'CREDSTREAM_PORT',
  'CREDSTREAM_HOST',
  'CREDSTREAM_DATA_DIR',
  'CREDSTREAM_KEYS_DIR',
  'CREDSTREAM_TRANSPORT',
  'CREDSTREAM_ADMIN_PASSWORD',
  'CREDSTREAM_LOG_LEVEL',
  'CREDSTREAM_HEALTH_PORT',
  'CREDSTREAM_GRPC_LISTEN',
  'CREDSTREAM_CHECK_REPLIES',
  ...contexts.map(grpcSetting),
  'CREDSTREAM_TRUSTED_PROXIES',
  'CREDSTREAM_INDEX_MAX_STALENESS',
  'CREDSTREAM_USAGE_INTERVAL',
  'CREDSTREAM_LEAK_KEYS_FILE',
  'CREDSTREAM_WEBHOOK_ALLOW',
  'CREDSTREAM_WEBHOOK_RETRIES',
]);

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What every process of the suite takes. */
export class CommonEnvironment {
  @IsOptional()
  @IsIn(['nats', 'grpc'], { message: 'CREDSTREAM_TRANSPORT must be nats or grpc' })
  CREDSTREAM_TRANSPORT: 'nats' | 'grpc' = 'nats';

  @IsOptional()
  @IsIn([...logLevels], { message: `CREDSTREAM_LOG_LEVEL must be one of ${logLevels.join(', ')}` })
  CREDSTREAM_LOG_LEVEL: (typeof logLevels)[number] = 'info';

  @IsString({ message: 'NATS_URL must be set: nats://host:4222' })
  @Matches(/^(nats|tls):\/\//, { message: 'NATS_URL must begin with nats:// or tls://' })
  NATS_URL!: string;

  @IsString({ message: 'CREDSTREAM_KEYS_DIR must be set: the folder of the keys that the parts share' })
  CREDSTREAM_KEYS_DIR!: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'CREDSTREAM_HEALTH_PORT must be a port' })
  @Min(0, { message: 'CREDSTREAM_HEALTH_PORT must be a port' })
  @Max(65_535, { message: 'CREDSTREAM_HEALTH_PORT must be a port' })
  CREDSTREAM_HEALTH_PORT?: number;
}

/** What a service takes: the log, its database and, for gRPC, where to listen. */
export class ServiceEnvironment extends CommonEnvironment {
  @IsString({ message: 'EVENTSTORE_URL must be set: esdb://host:2113?tls=false' })
  @Matches(/^esdb(\+discover)?:\/\//, { message: 'EVENTSTORE_URL must begin with esdb://' })
  EVENTSTORE_URL!: string;

  @IsString({ message: 'MONGODB_URL must be set: mongodb://host:27017' })
  @Matches(/^mongodb(\+srv)?:\/\//, { message: 'MONGODB_URL must begin with mongodb://' })
  MONGODB_URL!: string;

  @IsOptional()
  @Matches(/^[^\s:]+:\d{1,5}$/, { message: 'CREDSTREAM_GRPC_LISTEN must be host:port' })
  CREDSTREAM_GRPC_LISTEN?: string;

  /** Whether each reply is compared with its class before it leaves: for development and tests, it costs time. */
  @IsOptional()
  @IsIn(['on', 'off'], { message: 'CREDSTREAM_CHECK_REPLIES must be on or off' })
  CREDSTREAM_CHECK_REPLIES: 'on' | 'off' = 'off';
}
