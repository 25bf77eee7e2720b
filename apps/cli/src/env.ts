import { readSettings as readGatewaySettings } from '@credstream/gateway';
import { logLevels, readEnvironment } from '@credstream/service-kit';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';

/** The raw variables of `credstream up`, besides those of the gateway. Each address that is not set means: embedded. */
class SuiteEnvironment {
  @IsOptional()
  @IsString()
  CREDSTREAM_DATA_DIR = '.credstream';

  @IsOptional()
  @IsString()
  CREDSTREAM_KEYS_DIR?: string;

  @IsOptional()
  @IsIn(['nats', 'grpc'], { message: 'CREDSTREAM_TRANSPORT must be nats or grpc' })
  CREDSTREAM_TRANSPORT: 'nats' | 'grpc' = 'nats';

  @IsOptional()
  @IsIn([...logLevels], { message: `CREDSTREAM_LOG_LEVEL must be one of ${logLevels.join(', ')}` })
  CREDSTREAM_LOG_LEVEL: (typeof logLevels)[number] = 'warn';

  @IsOptional()
  @Length(12, 128, { message: 'CREDSTREAM_ADMIN_PASSWORD must have 12 to 128 characters' })
  CREDSTREAM_ADMIN_PASSWORD?: string;

  @IsOptional()
  @Matches(/^esdb(\+discover)?:\/\//, { message: 'EVENTSTORE_URL must begin with esdb://' })
  EVENTSTORE_URL?: string;

  @IsOptional()
  @Matches(/^mongodb(\+srv)?:\/\//, { message: 'MONGODB_URL must begin with mongodb://' })
  MONGODB_URL?: string;

  @IsOptional()
  @Matches(/^(nats|tls):\/\//, { message: 'NATS_URL must begin with nats:// or tls://' })
  NATS_URL?: string;
}

export type SuiteSettings = Readonly<{
  host: string;
  port: number;
  dataDir: string;
  keysDir: string;
  transport: 'nats' | 'grpc';
  /** Where what is not embedded lies. */
  eventStoreUrl?: string;
  mongoDbUrl?: string;
  natsUrl?: string;
  /** What every part of the suite is handed on. */
  variables: Readonly<Record<string, string | undefined>>;
}>;

/** Throws `SettingsRefused`. */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): SuiteSettings => {
  const env = readEnvironment(SuiteEnvironment, variables);
  // What the gateway will refuse is refused before anything is started; what is settled later stands in for itself.
  const { host, port } = readGatewaySettings({
    ...variables,
    NATS_URL: 'nats://embedded',
    CREDSTREAM_KEYS_DIR: 'embedded',
    CREDSTREAM_TRANSPORT: 'nats',
  });
  return {
    host,
    port,
    dataDir: env.CREDSTREAM_DATA_DIR,
    keysDir: env.CREDSTREAM_KEYS_DIR ?? `${env.CREDSTREAM_DATA_DIR}/keys`,
    transport: env.CREDSTREAM_TRANSPORT,
    ...(env.EVENTSTORE_URL !== undefined && { eventStoreUrl: env.EVENTSTORE_URL }),
    ...(env.MONGODB_URL !== undefined && { mongoDbUrl: env.MONGODB_URL }),
    ...(env.NATS_URL !== undefined && { natsUrl: env.NATS_URL }),
    variables: { ...variables, CREDSTREAM_LOG_LEVEL: env.CREDSTREAM_LOG_LEVEL },
  };
};
