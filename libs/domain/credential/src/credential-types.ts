/** One field of the secret of a type. */
export type FieldRule = Readonly<{
  required: boolean;
  /** Who or what is meant by the credential, not what must stay hidden: it is told apart in advice and file names. */
  isSecret: boolean;
  /** It belongs to the way to the target, and stays when the secret is replaced. */
  ofConnection?: true;
}>;

const needed = { required: true, isSecret: true } as const;
const named = { required: true, isSecret: false } as const;
const secret = { required: false, isSecret: true } as const;
const extra = { required: false, isSecret: false } as const;
const reached = { required: false, isSecret: true, ofConnection: true } as const;

/** Of what is tried at a target: the key of `clientCertificate`, and the password of `proxy`. */
const connection = { clientKey: reached, proxyPassword: reached } as const;

/** The fields of each type; `generic` has fields of any name. */
export const credentialTypes = {
  registry: { username: named, password: needed, url: extra, ...connection },
  git: { username: named, password: needed, url: extra, ...connection },
  'access-key': {
    accessKeyId: named,
    secretAccessKey: needed,
    sessionToken: secret,
    endpoint: extra,
    region: extra,
    bucket: extra,
    ...connection,
  },
  'username-password': { username: named, password: needed },
  generic: {},
  'ssh-key': { privateKey: needed, passphrase: secret, knownHosts: extra, url: extra },
  tls: { certificate: named, privateKey: needed, chain: extra },
  token: { token: needed, url: extra },
  'github-app': { appId: named, installationId: named, privateKey: needed, url: extra },
} as const satisfies Readonly<Record<string, Readonly<Record<string, FieldRule>>>>;

export type CredentialType = keyof typeof credentialTypes;

export const credentialTypeNames = Object.keys(credentialTypes) as readonly CredentialType[];

export const isCredentialType = (text: string): text is CredentialType =>
  Object.hasOwn(credentialTypes, text);

/** What is known of a field of a type; everything in a generic credential is secret. */
export const fieldRule = (type: CredentialType, field: string): FieldRule | undefined => {
  if (type === 'generic') return needed;
  const fields: Readonly<Record<string, FieldRule>> = credentialTypes[type];
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
};

/** The fields that a credential of this type must have. */
export const requiredFields = (type: CredentialType): readonly string[] =>
  Object.entries(credentialTypes[type] as Readonly<Record<string, FieldRule>>)
    .filter(([, { required }]) => required)
    .map(([field]) => field);
