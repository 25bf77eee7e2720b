import { parseAllDocuments } from 'yaml';
import { CredentialExistingSecretInvalid } from '../credential.errors.js';
import { type SentField, textOf } from '../credential-secret.js';
import { type CredentialType, fieldRule, requiredFields } from '../credential-types.js';
import { dockerConfigEntries } from './docker-config.js';
import { type ImportedEntry, isJsonObject, refuseImport } from './imported.js';

type Values = ReadonlyMap<string, Uint8Array>;
type Texts = Readonly<Record<string, unknown>>;

const typeOfResource: Readonly<Record<string, CredentialType>> = {
  'docker-registry': 'registry',
  'access-key': 'access-key',
  password: 'username-password',
  generic: 'generic',
};

const typeOfSecret: Readonly<Record<string, CredentialType>> = {
  'kubernetes.io/dockerconfigjson': 'registry',
  'kubernetes.io/dockercfg': 'registry',
  'kubernetes.io/basic-auth': 'username-password',
  'kubernetes.io/ssh-auth': 'ssh-key',
  'kubernetes.io/tls': 'tls',
};

/** The names of fields as others write them, in small letters and without signs between. */
const fieldAliases: Readonly<Record<string, string>> = {
  user: 'username',
  'ssh-privatekey': 'privateKey',
  identity: 'privateKey',
  known_hosts: 'knownHosts',
  'tls.crt': 'certificate',
  'tls.key': 'privateKey',
  'ca.crt': 'chain',
  accesskeyid: 'accessKeyId',
  access_key_id: 'accessKeyId',
  aws_access_key_id: 'accessKeyId',
  secretaccesskey: 'secretAccessKey',
  secretkey: 'secretAccessKey',
  secret_access_key: 'secretAccessKey',
  aws_secret_access_key: 'secretAccessKey',
  aws_session_token: 'sessionToken',
};

const base64Form = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

const valuesOf = ({ data, stringData }: Texts): Values | undefined => {
  const values = new Map<string, Uint8Array>();
  for (const [key, value] of Object.entries(isJsonObject(data) ? data : {})) {
    if (typeof value !== 'string' || !base64Form.test(value)) return undefined;
    values.set(key, Buffer.from(value, 'base64'));
  }
  for (const [key, value] of Object.entries(isJsonObject(stringData) ? stringData : {})) {
    if (typeof value !== 'string') return undefined;
    values.set(key, Buffer.from(value));
  }
  return values.size === 0 ? undefined : values;
};

/**
 * The labels that say which type it is. Documents name two: `run.ai/resource`, and by a slip the label that says that
 * it is for a whole cluster.
 */
const labelledType = (labels: Texts): CredentialType | undefined => {
  for (const name of ['run.ai/resource', 'run.ai/cluster-wide']) {
    const value = labels[name];
    if (typeof value === 'string' && Object.hasOwn(typeOfResource, value)) return typeOfResource[value];
  }
  return undefined;
};

const sent = (name: string, bytes: Uint8Array): SentField => {
  const text = textOf(bytes);
  return text === undefined ? { name, base64: Buffer.from(bytes).toString('base64') } : { name, text };
};

const fieldsOf = (type: CredentialType, values: Values): readonly SentField[] | undefined => {
  if (type === 'generic') return [...values].map(([name, bytes]) => sent(name, bytes));
  const fields = [...values].flatMap(([key, bytes]) => {
    const name = fieldRule(type, key) ? key : fieldAliases[key.toLowerCase()];
    return name !== undefined && fieldRule(type, name) ? [sent(name, bytes)] : [];
  });
  const names = new Set(fields.map(({ name }) => name));
  return requiredFields(type).every((name) => names.has(name)) ? fields : undefined;
};

/** Registries are told in a docker configuration of their own. */
const registryOf = (values: Values): ImportedEntry | undefined => {
  const whole = values.get('.dockerconfigjson');
  const old = values.get('.dockercfg');
  const text = textOf(whole ?? old ?? new Uint8Array());
  if (!text) return undefined;
  const parsed = JSON.parse(text) as unknown;
  const entries = dockerConfigEntries(whole ? parsed : { auths: parsed });
  return entries.length === 1 ? entries[0] : { entry: '', problem: 'is for more than one registry' };
};

const nameOf = ({ namespace, name }: Texts): string | undefined => {
  if (typeof name !== 'string' || name === '') return undefined;
  return `${typeof namespace === 'string' && namespace !== '' ? namespace : 'default'}/${name}`;
};

const credentialOf = (manifest: Texts, existingSecret: string): ImportedEntry => {
  const entry = existingSecret;
  const problem = (words: string): ImportedEntry => ({ entry, problem: `${entry} ${words}` });
  const metadata = manifest['metadata'] as Texts;
  const labels = isJsonObject(metadata['labels']) ? metadata['labels'] : {};
  const values = valuesOf(manifest);
  if (!values) return problem('has no data');
  const type = labelledType(labels) ?? typeOfSecret[String(manifest['type'])] ?? 'generic';
  const department = labels['run.ai/department'];
  const place = {
    name: String(metadata['name']),
    existingSecret,
    ...(typeof department === 'string' && { department }),
  };
  if (type === 'registry') {
    const registry = registryOf(values);
    if (registry && 'problem' in registry) return problem(registry.problem);
    if (registry) return { entry, credential: { ...registry.credential, ...place } };
  }
  const fields = fieldsOf(type, values);
  return fields ? { entry, credential: { type, fields, ...place } } : problem(`has not what ${type} needs`);
};

const secretsIn = (document: unknown): readonly unknown[] =>
  isJsonObject(document) && Array.isArray(document['items']) ? (document['items'] as unknown[]) : [document];

const entryOf = (manifest: unknown, at: number): ImportedEntry => {
  const entry = `document ${at + 1}`;
  if (!isJsonObject(manifest) || manifest['kind'] !== 'Secret' || manifest['apiVersion'] !== 'v1') {
    return { entry, problem: `${entry} is no Secret of version v1` };
  }
  const name = isJsonObject(manifest['metadata']) ? nameOf(manifest['metadata']) : undefined;
  if (name === undefined) return { entry, problem: `${entry} has no name` };
  try {
    return credentialOf(manifest, name);
  } catch {
    return { entry: name, problem: `${name} holds a docker configuration that cannot be read` };
  }
};

const documentsOf = (data: string): readonly unknown[] => {
  const documents = parseAllDocuments(data, { schema: 'core', maxAliasCount: 0 } as never);
  if (!Array.isArray(documents)) return refuseImport('data holds no document');
  return documents.map((document) => {
    if (document.errors.length > 0) return refuseImport('data is no YAML and no JSON');
    try {
      return document.toJS({ maxAliasCount: 0 }) as unknown;
    } catch {
      return refuseImport('data refers to parts of itself (aliases)');
    }
  });
};

/** The Secrets of manifests, in YAML or JSON, one by one or in a List. Throws `CredentialImportInvalid`. */
export const readKubernetes = (data: string): readonly ImportedEntry[] =>
  documentsOf(data)
    .filter((document) => document !== null)
    .flatMap(secretsIn)
    .map(entryOf);

/** The one Secret of a manifest. Throws `CredentialExistingSecretInvalid`. */
export const readExistingSecret = (manifest: string) => {
  const [first, ...others] = readKubernetes(manifest);
  const wrong = (message: string) =>
    new CredentialExistingSecretInvalid(message, {
      errors: [{ path: 'existingSecret', rule: 'manifest', message }],
    });
  if (!first || others.length > 0) throw wrong('existingSecret is one manifest of a Secret');
  if ('problem' in first) throw wrong(first.problem);
  return first.credential;
};
