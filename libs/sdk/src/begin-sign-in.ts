/** A sign-in at the OpenID Connect provider that a program on the user's machine has begun (RFC 8252). */
export type BegunSignIn = Readonly<{
  /** The address that the user opens in a browser. */
  address: string;
  /** Comes back with the code; a code that comes with another one is not of this sign-in. */
  state: string;
  /** Goes to the server with the code. Until then it is a secret of this program. */
  verifier: string;
  /** The page of the server shows it too: the user compares. */
  phrase: string;
}>;

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const random = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

const sha256 = async (text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));

const phraseOf = async (challenge: string): Promise<string> => {
  const hex = [...(await sha256(challenge)).subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0'));
  return `${hex.slice(0, 2).join('')}-${hex.slice(2).join('')}`.toUpperCase();
};

/** `redirectUri` is `http://127.0.0.1:<port>/callback`, where this program listens for `code` and `state`. */
export const beginSignIn = async (url: string, redirectUri: string): Promise<BegunSignIn> => {
  const [verifier, state] = [random(), random()];
  const challenge = base64url(await sha256(verifier));
  const query = new URLSearchParams({
    provider: 'oidc',
    redirect_uri: redirectUri,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state,
  });
  const address = `${url.replace(/\/+$/, '')}/oauth/login?${query.toString()}`;
  return { address, state, verifier, phrase: await phraseOf(challenge) };
};
