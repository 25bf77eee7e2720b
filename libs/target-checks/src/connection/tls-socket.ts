import { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { connect, type ConnectionOptions, type PeerCertificate, rootCertificates } from 'node:tls';
import { CheckFailed, quoted } from '../check-failed.js';
import type { Target } from '../target.js';

type Trust = Pick<Target, 'caBundle' | 'clientCertificate'>;

const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

const authoritiesOf = (caBundle: string): readonly string[] => {
  const blocks = caBundle.match(pemBlock) ?? [];
  try {
    for (const block of blocks) new X509Certificate(block);
  } catch {
    throw new CheckFailed('tls', 'A certificate in caBundle cannot be read');
  }
  if (blocks.length === 0) throw new CheckFailed('tls', 'caBundle holds no certificate (PEM)');
  return blocks;
};

const nameOf = ({ CN, O }: PeerCertificate['issuer']): string => {
  const parts = [O, CN].flatMap((part) => part ?? []).map(String);
  return quoted(parts.join(', ')) || 'an authority without a name';
};

const words = (code: string, host: string, certificate: PeerCertificate): string => {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${host} ended on ${quoted(certificate.valid_to)}; renew it there`;
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${host} is valid from ${quoted(certificate.valid_from)} only; compare the clocks`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate is not for ${host} but for ${quoted(certificate.subjectaltname ?? 'no name')}`;
    default:
      return `The certificate of ${host} was issued by ${nameOf(certificate.issuer)}, which is not trusted; put the certificate of that authority into caBundle`;
  }
};

/**
 * Speaks TLS over a connection, and resolves only when the certificate is trusted and is for `host`; nothing has been
 * sent then but the handshake. Rejects with `CheckFailed`, which names the issuer.
 */
export const secured = (socket: Socket, host: string, trust: Trust): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const { caBundle, clientCertificate } = trust;
    const options: ConnectionOptions = {
      socket,
      host,
      ...(isIP(host) === 0 && { servername: host }),
      ...(caBundle !== undefined && { ca: [...rootCertificates, ...authoritiesOf(caBundle)] }),
      ...(clientCertificate && { cert: clientCertificate.certificate, key: clientCertificate.privateKey }),
      ALPNProtocols: ['http/1.1'],
      minVersion: 'TLSv1.2',
      // It is refused below, where the issuer can still be named.
      rejectUnauthorized: false,
    };
    const secure = connect(options, () => {
      if (secure.authorized) return resolve(secure);
      const certificate = secure.getPeerCertificate();
      secure.destroy();
      reject(new CheckFailed('tls', words(String(secure.authorizationError), host, certificate)));
    });
    secure.on('error', reject);
    secure.once('close', () => reject(new CheckFailed('tls', `${host} ended the connection during TLS`)));
  });
