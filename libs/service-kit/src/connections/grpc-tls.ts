import { type ChannelCredentials, credentials, ServerCredentials } from '@grpc/grpc-js';
import { type CommonEnvironment, SettingsRefused } from '../env.js';
import { readTlsFiles, type TlsFiles } from './tls-files.js';

type GrpcTlsSettings = Pick<
  CommonEnvironment,
  'CREDSTREAM_GRPC_TLS_CA' | 'CREDSTREAM_GRPC_TLS_CERT' | 'CREDSTREAM_GRPC_TLS_KEY'
>;

const filesOf = (settings: GrpcTlsSettings): TlsFiles | undefined =>
  readTlsFiles('CREDSTREAM_GRPC_TLS', {
    ca: settings.CREDSTREAM_GRPC_TLS_CA,
    cert: settings.CREDSTREAM_GRPC_TLS_CERT,
    key: settings.CREDSTREAM_GRPC_TLS_KEY,
  });

/** As the gateway asks: encrypted when a CA is set, and with a certificate of its own when there is one. Throws `SettingsRefused`. */
export const grpcChannelCredentials = (settings: GrpcTlsSettings): ChannelCredentials => {
  const files = filesOf(settings);
  if (!files) return credentials.createInsecure();
  if (!files.ca)
    throw new SettingsRefused(
      'CREDSTREAM_GRPC_TLS_CA must be set: who signs the certificates of the services.',
    );
  return credentials.createSsl(files.ca, files.key ?? null, files.cert ?? null);
};

/** As a service answers: encrypted when it has a certificate, and to those only whose certificate the CA signed. Throws `SettingsRefused`. */
export const grpcServerCredentials = (settings: GrpcTlsSettings): ServerCredentials => {
  const files = filesOf(settings);
  if (!files) return ServerCredentials.createInsecure();
  if (!files.cert || !files.key) {
    throw new SettingsRefused(
      'CREDSTREAM_GRPC_TLS_CERT and CREDSTREAM_GRPC_TLS_KEY must be set: as whom a service answers.',
    );
  }
  const pair = { cert_chain: files.cert, private_key: files.key };
  return ServerCredentials.createSsl(files.ca ?? null, [pair], files.ca !== undefined);
};
