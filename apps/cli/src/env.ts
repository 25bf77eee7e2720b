import { contexts } from '@credstream/contracts';
import { readSettings as readGatewaySettings } from '@credstream/gateway';
import {
  logLevels,
  readEnvironment,
  readSettingValues,
  readTogether,
  type Variables,
} from '@credstream/service-kit';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { services } from './services.js';

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

/** Stands for what is settled later: the addresses of embedded servers, of the services, the folder of keys. */
const settledLater = {
  NATS_URL: 'nats://127.0.0.1',
  EVENTSTORE_URL: 'esdb://127.0.0.1?tls=false',
  MONGODB_URL: 'mongodb://127.0.0.1',
  CREDSTREAM_KEYS_DIR: 'keys',
};

/** What any part will refuse is refused before anything is started, and all of it at once. Throws `SettingsRefused`. */
export const readSettings = (variables: Variables = process.env): SuiteSettings => {
  const given = Object.fromEntries(readSettingValues(variables).values);
  const whole = { ...settledLater, ...given };
  readTogether([
    () => readEnvironment(SuiteEnvironment, variables),
    () => readGatewaySettings({ ...whole, CREDSTREAM_TRANSPORT: 'nats' }),
    ...contexts.map((context) => () => services[context](whole)),
  ]);
  const env = readEnvironment(SuiteEnvironment, variables);
  const { host, port } = readGatewaySettings({ ...whole, CREDSTREAM_TRANSPORT: 'nats' });
  const { EVENTSTORE_URL: eventStoreUrl, MONGODB_URL: mongoDbUrl, NATS_URL: natsUrl } = given;
  return {
    host,
    port,
    dataDir: env.CREDSTREAM_DATA_DIR,
    keysDir: env.CREDSTREAM_KEYS_DIR ?? `${env.CREDSTREAM_DATA_DIR}/keys`,
    transport: env.CREDSTREAM_TRANSPORT,
    ...(eventStoreUrl !== undefined && { eventStoreUrl }),
    ...(mongoDbUrl !== undefined && { mongoDbUrl }),
    ...(natsUrl !== undefined && { natsUrl }),
    variables: { ...given, CREDSTREAM_LOG_LEVEL: env.CREDSTREAM_LOG_LEVEL },
  };
};
