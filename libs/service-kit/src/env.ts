import { contexts, grpcSetting } from '@credstream/contracts';
import { plainToInstance } from 'class-transformer';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateBy,
  validateSync,
  type ValidationError,
} from 'class-validator';
import { isExposed, type PlaintextName, plaintextNames } from './connections/plaintext.js';
import {
  isFileOfSecret,
  nearestName,
  readSettingValues,
  type Variables,
} from './connections/setting-values.js';

/** Settings that stop a process: every bad name with the rule it broke, never a value. */
export class SettingsRefused extends Error {
  /** A line for each; absent when it is one sentence of its own. */
  readonly broken: readonly string[];

  constructor(message: string, broken: readonly string[] = []) {
    super(message);
    this.broken = broken;
  }

  static of(broken: readonly string[]): SettingsRefused {
    const lines = [...new Set(broken)];
    return new SettingsRefused(
      `These settings cannot be used:\n${lines.map((line) => `  ${line}`).join('\n')}`,
      lines,
    );
  }
}

/** Small letters, and no line below, are misspelt too. */
const ownPrefix = /^CREDSTREAM_?./i;

const brokenRules = (errors: readonly ValidationError[]): readonly string[] =>
  errors.map(({ property, constraints }) => Object.values(constraints ?? {}).join('; ') || property);

const unknownNames = (names: Iterable<string>): readonly string[] =>
  [...names]
    .filter((name) => ownPrefix.test(name) && !known.has(name) && !isFileOfSecret(name))
    .map((name) => {
      const meant = nearestName(name, known);
      return `${name} is not a setting of Credstream${meant === undefined ? '' : `; ${meant} is`}`;
    });

/**
 * The raw variables as one checked class. A variable that begins with `CREDSTREAM`, in letters of any case, and is not
 * known to any part of Credstream is a misspelling, and refused.
 */
export const readEnvironment = <E extends object>(environment: new () => E, variables: Variables): E => {
  const { values, broken: unusable } = readSettingValues(variables);
  const instance = plainToInstance(environment, Object.fromEntries(values));
  const broken = [
    ...unusable,
    ...brokenRules(validateSync(instance, { forbidUnknownValues: false })),
    ...unknownNames(values.keys()),
  ];
  if (broken.length > 0) throw SettingsRefused.of(broken);
  return instance;
};

/** Reads all; what is wrong in any of them is told together. Throws `SettingsRefused`. */
export const readTogether = (readers: readonly (() => unknown)[]): void => {
  const broken = readers.flatMap((read) => {
    try {
      read();
      return [];
    } catch (error) {
      if (!(error instanceof SettingsRefused) || error.broken.length === 0) throw error;
      return error.broken;
    }
  });
  if (broken.length > 0) throw SettingsRefused.of(broken);
};

/** Every setting that some part of the suite reads, so that one environment serves all parts. */
export const known: ReadonlySet<string> = new Set<string>([
  // Of the command line; who exports them for it may start a server in the same terminal.
  'CREDSTREAM_ADDR',
  'CREDSTREAM_PROFILE',
  'CREDSTREAM_TOKEN',
  'CREDSTREAM_API_KEY',
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
  'CREDSTREAM_METRICS_LISTEN',
  'CREDSTREAM_GRPC_LISTEN',
  'CREDSTREAM_CHECK_REPLIES',
  ...contexts.map(grpcSetting),
  'CREDSTREAM_TRUSTED_PROXIES',
  'CREDSTREAM_INDEX_MAX_STALENESS',
  'CREDSTREAM_USAGE_INTERVAL',
  'CREDSTREAM_CONSOLE_IDLE_MINUTES',
  'CREDSTREAM_CONSOLE_MAX_HOURS',
  'CREDSTREAM_LEAK_KEYS_FILE',
  'CREDSTREAM_EGRESS_ALLOW',
  'CREDSTREAM_WEBHOOK_RETRIES',
  'CREDSTREAM_KEY_PROVIDER',
  'CREDSTREAM_VAULT_ADDRESS',
  'CREDSTREAM_VAULT_TOKEN_FILE',
  'CREDSTREAM_VAULT_KEY',
  'CREDSTREAM_VAULT_MOUNT',
  'CREDSTREAM_VAULT_NAMESPACE',
  'CREDSTREAM_VAULT_TLS_CA',
  'CREDSTREAM_MASTER_KEY_DAYS',
  'CREDSTREAM_BACKUP_HORIZON_DAYS',
  'CREDSTREAM_ROTATION_RETRIES',
  'CREDSTREAM_CHECKPOINT_FILE',
  'CREDSTREAM_CHECKPOINT_URL',
  'CREDSTREAM_SINK_FOLDER',
  'CREDSTREAM_ALLOW_PLAINTEXT',
  'CREDSTREAM_PREFIX',
  'CREDSTREAM_NATS_CREDENTIALS',
  'CREDSTREAM_NATS_TLS_CA',
  'CREDSTREAM_NATS_TLS_CERT',
  'CREDSTREAM_NATS_TLS_KEY',
  'CREDSTREAM_GRPC_TLS_CA',
  'CREDSTREAM_GRPC_TLS_CERT',
  'CREDSTREAM_GRPC_TLS_KEY',
]);

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** `host:port`; an IPv6 address in brackets. */
export const addressForm = /^(\[[0-9a-fA-F:.]+\]|[^\s:[\]]+):\d{1,5}$/;

const natsServer = String.raw`((nats|tls)://)?([^\s,@/]+@)?(\[[0-9a-fA-F:.]+\]|[^\s,@/:[\]]+)(:\d{1,5})?/?`;
const natsForm = new RegExp(`^(?=nats://|tls://)${natsServer}(\\s*,\\s*${natsServer})*$`);

const eventStoreForm =
  /^esdb(\+discover)?:\/\/([^\s@/]+@)?[\w.-]+(:\d{1,5})?(,[\w.-]+(:\d{1,5})?)*\/?(\?\S*)?$/;

const plaintextList = new RegExp(`^(${plaintextNames.join('|')})(,\\s*(${plaintextNames.join('|')}))*$`);

/** The addresses that cross a network in clear are those that a setting names. */
export const allowsPlaintext = (list: string | undefined, name: PlaintextName): boolean =>
  (list ?? '').split(',').some((each) => each.trim() === name);

/** An address that is encrypted, on this machine, or allowed to be neither by `CREDSTREAM_ALLOW_PLAINTEXT`. */
export const Encrypted = (name: PlaintextName): PropertyDecorator =>
  ValidateBy(
    {
      name: 'encrypted',
      validator: {
        validate: (value: unknown, args) =>
          typeof value !== 'string' ||
          (name === 'grpc' && (args?.object as CommonEnvironment).CREDSTREAM_GRPC_TLS_CA !== undefined) ||
          allowsPlaintext((args?.object as CommonEnvironment).CREDSTREAM_ALLOW_PLAINTEXT, name) ||
          !isExposed(name, value),
      },
    },
    {
      message: ({ property }) =>
        `${property} must be encrypted (TLS) outside of this machine, or CREDSTREAM_ALLOW_PLAINTEXT must name ${name}`,
    },
  );

/** What every process of the suite takes. */
export class CommonEnvironment {
  @IsOptional()
  @IsIn(['nats', 'grpc'], { message: 'CREDSTREAM_TRANSPORT must be nats or grpc' })
  CREDSTREAM_TRANSPORT: 'nats' | 'grpc' = 'nats';

  @IsOptional()
  @IsIn([...logLevels], { message: `CREDSTREAM_LOG_LEVEL must be one of ${logLevels.join(', ')}` })
  CREDSTREAM_LOG_LEVEL: (typeof logLevels)[number] = 'info';

  @IsOptional()
  @Matches(plaintextList, {
    message: `CREDSTREAM_ALLOW_PLAINTEXT must be some of ${plaintextNames.join(', ')} with commas between them`,
  })
  CREDSTREAM_ALLOW_PLAINTEXT?: string;

  @IsOptional()
  @Matches(/^[a-z][a-z0-9]{0,15}$/, {
    message: 'CREDSTREAM_PREFIX must be at most 16 small letters and digits, a letter first',
  })
  CREDSTREAM_PREFIX?: string;

  @Encrypted('nats')
  @Matches(natsForm, {
    message: 'NATS_URL must be nats://host:4222 or tls://host:4222; several have commas between them',
  })
  @IsString({ message: 'NATS_URL must be set: nats://host:4222' })
  NATS_URL!: string;

  /** A credentials file of NATS (JWT and NKEY). */
  @IsOptional()
  @IsString()
  CREDSTREAM_NATS_CREDENTIALS?: string;

  @IsOptional()
  @IsString()
  CREDSTREAM_NATS_TLS_CA?: string;

  @IsOptional()
  @IsString()
  CREDSTREAM_NATS_TLS_CERT?: string;

  @IsOptional()
  @IsString()
  CREDSTREAM_NATS_TLS_KEY?: string;

  @IsOptional()
  @IsString()
  CREDSTREAM_GRPC_TLS_CA?: string;

  @IsOptional()
  @IsString()
  CREDSTREAM_GRPC_TLS_CERT?: string;

  @IsOptional()
  @IsString()
  CREDSTREAM_GRPC_TLS_KEY?: string;

  @IsString({ message: 'CREDSTREAM_KEYS_DIR must be set: the folder of the keys that the parts share' })
  CREDSTREAM_KEYS_DIR!: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'CREDSTREAM_HEALTH_PORT must be a port' })
  @Min(0, { message: 'CREDSTREAM_HEALTH_PORT must be a port' })
  @Max(65_535, { message: 'CREDSTREAM_HEALTH_PORT must be a port' })
  CREDSTREAM_HEALTH_PORT?: number;

  @IsOptional()
  @Matches(addressForm, {
    message: 'CREDSTREAM_METRICS_LISTEN must be host:port, or [address]:port for IPv6',
  })
  CREDSTREAM_METRICS_LISTEN?: string;
}

/** What a service takes: the log, its database and, for gRPC, where to listen. */
export class ServiceEnvironment extends CommonEnvironment {
  @Encrypted('eventstore')
  @Matches(eventStoreForm, {
    message:
      'EVENTSTORE_URL must be esdb://host:2113 or esdb+discover://host, with names or IPv4 addresses of hosts',
  })
  @IsString({ message: 'EVENTSTORE_URL must be set: esdb://host:2113?tls=false' })
  EVENTSTORE_URL!: string;

  @Encrypted('mongodb')
  @Matches(/^mongodb(\+srv)?:\/\//, { message: 'MONGODB_URL must begin with mongodb://' })
  @IsString({ message: 'MONGODB_URL must be set: mongodb://host:27017' })
  MONGODB_URL!: string;

  @IsOptional()
  @Encrypted('grpc')
  @Matches(addressForm, { message: 'CREDSTREAM_GRPC_LISTEN must be host:port, or [address]:port for IPv6' })
  CREDSTREAM_GRPC_LISTEN?: string;

  /** Whether each reply is compared with its class before it leaves: for development and tests, it costs time. */
  @IsOptional()
  @IsIn(['on', 'off'], { message: 'CREDSTREAM_CHECK_REPLIES must be on or off' })
  CREDSTREAM_CHECK_REPLIES: 'on' | 'off' = 'off';
}
