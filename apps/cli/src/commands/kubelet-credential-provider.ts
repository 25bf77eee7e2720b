import type { Context } from '../client/context.js';
import { WrongUse } from '../client/errors.js';
import { loginFor, targetOf } from '../client/find-credential.js';
import { readStdin } from '../client/input.js';

const versions = /^credentialprovider\.kubelet\.k8s\.io\/v1(alpha1|beta1)?$/;

type Asked = Readonly<{ kind: string; apiVersion: string; image: string }>;

const askedIn = (text: string): Asked => {
  try {
    const { kind, apiVersion, image } = JSON.parse(text) as Partial<Asked>;
    if (kind === 'CredentialProviderRequest' && apiVersion && versions.test(apiVersion) && image) {
      return { kind, apiVersion, image };
    }
  } catch {
    // Told below, as for every other text that is no request.
  }
  throw new WrongUse(
    'What is piped in is no CredentialProviderRequest of credentialprovider.kubelet.k8s.io/v1.',
  );
};

/** The host in which kubelet finds `nginx` and `library/nginx`. */
const withHost = (image: string): string =>
  /^([^/]+[.:][^/]*|localhost)\//.test(image) ? image : `docker.io/${image}`;

export const run = async (context: Context): Promise<void> => {
  const { apiVersion, image } = askedIn(await readStdin());
  // The tag and the digest are no part of the path.
  const repository = withHost(image)
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '');
  const login = await loginFor(context, 'registry', repository);
  const { host } = targetOf(repository);
  const auth = login ? { [host]: { username: login.username, password: login.password } } : {};
  await context.print(
    `${JSON.stringify({ kind: 'CredentialProviderResponse', apiVersion, cacheKeyType: 'Image', cacheDuration: '5m0s', auth })}\n`,
  );
};
