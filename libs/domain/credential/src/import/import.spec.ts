import { describe, expect, it } from '@jest/globals';
import { checkSecret, type SentField } from '../credential-secret.js';
import { render } from '../render/render.js';
import { type ImportFormat, readImport } from './import.js';
import { readExistingSecret } from './kubernetes.js';

const texts = (fields: readonly SentField[]) =>
  Object.fromEntries(fields.map(({ name, text, base64 }) => [name, text ?? base64]));
const read = (format: ImportFormat, data: string, name?: string) =>
  readImport(format, data, name).map((each) =>
    'credential' in each
      ? { ...each.credential, fields: texts(each.credential.fields) }
      : { problem: each.problem },
  );
const base64 = (text: string) => Buffer.from(text).toString('base64');
const manifest = (labels: object, data: Record<string, string>, more: object = {}) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's', namespace: 'runai', labels },
    data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, base64(value)])),
    ...more,
  });

describe('a docker config.json', () => {
  it('is split at the first colon (a2)', () => {
    const key = '{"type":"service_account","a":"b:c"}';
    const config = { auths: { 'Europe-docker.pkg.dev': { auth: base64(`_json_key:${key}`) } } };
    expect(read('dockerconfigjson', JSON.stringify(config))).toEqual([
      {
        name: 'europe-docker.pkg.dev',
        type: 'registry',
        fields: { username: '_json_key', password: key, url: 'europe-docker.pkg.dev' },
      },
    ]);
  });

  it('is believed where clients believe it: auth before the fields beside it', () => {
    const auths = {
      'a:5000': { auth: base64('u:from auth'), username: 'u', password: 'beside' },
      'b/v2/': { username: 'u', password: 'p' },
      'https://index.docker.io/v1/': { auth: base64('u:p') },
      'c/team': { auth: base64('u:p') },
      d: { identitytoken: 'x' },
      e: { auth: base64('no colon') },
      'f f': { auth: base64('u:p') },
    };
    expect(read('dockerconfigjson', JSON.stringify({ auths }))).toMatchObject([
      { fields: { password: 'from auth', url: 'a:5000' } },
      { fields: { password: 'p', url: 'b' } },
      { name: 'docker.io', provider: 'dockerhub', fields: { username: 'u', password: 'p' } },
      { fields: { url: 'c/team' } },
      { problem: expect.stringContaining('identity token') },
      { problem: expect.stringContaining('colon') },
      { problem: expect.stringContaining('no host') },
    ]);
  });
});

describe('manifests of Kubernetes', () => {
  it.each(['run.ai/resource', 'run.ai/cluster-wide'])(
    'say their type by the label %s (RUN-13, RUN-13b)',
    (label) => {
      expect(
        read('kubernetes', manifest({ [label]: 'password' }, { username: 'u', password: 'p' })),
      ).toMatchObject([
        { type: 'username-password', existingSecret: 'runai/s', fields: { username: 'u', password: 'p' } },
      ]);
      expect(
        read('kubernetes', manifest({ [label]: 'access-key' }, { AccessKeyId: 'AK', SecretKey: 'SK' })),
      ).toMatchObject([{ type: 'access-key', fields: { accessKeyId: 'AK', secretAccessKey: 'SK' } }]);
      expect(read('kubernetes', manifest({ [label]: 'generic' }, { 'any.key': 'v' }))).toMatchObject([
        { type: 'generic', fields: { 'any.key': 'v' } },
      ]);
      const config = JSON.stringify({ auths: { h: { auth: base64('u:p') } } });
      expect(
        read('kubernetes', manifest({ [label]: 'docker-registry' }, { '.dockerconfigjson': config })),
      ).toMatchObject([{ type: 'registry', fields: { username: 'u', password: 'p', url: 'h' } }]);
    },
  );

  it('say their scope by labels', () => {
    const department = manifest({ 'run.ai/department': 'vision' }, { k: 'v' });
    const cluster = manifest({ 'run.ai/cluster-wide': 'true' }, { k: 'v' });
    const older = manifest({ 'run.ai/cluster-wide-credentials': 'true' }, { k: 'v' });
    expect(read('kubernetes', `${department}\n---\n${cluster}\n---\n${older}`)).toMatchObject([
      { department: 'vision', type: 'generic' },
      { type: 'generic' },
      { type: 'generic' },
    ]);
  });

  it('may be YAML, a List, of the types of Kubernetes, and hold bytes', () => {
    const yaml = [
      'apiVersion: v1',
      'kind: List',
      'items:',
      '- {apiVersion: v1, kind: Secret, metadata: {name: t}, type: kubernetes.io/tls, stringData: {tls.crt: c, tls.key: k}}',
      `- {apiVersion: v1, kind: Secret, metadata: {name: b}, data: {k: "/wA="}}`,
      '- {apiVersion: v1, kind: ConfigMap, metadata: {name: c}}',
      '- {apiVersion: v1, kind: Secret, metadata: {name: e}}',
    ].join('\n');
    expect(read('kubernetes', yaml)).toMatchObject([
      { type: 'tls', existingSecret: 'default/t', fields: { certificate: 'c', privateKey: 'k' } },
      { type: 'generic', fields: { k: '/wA=' } },
      { problem: expect.stringContaining('no Secret') },
      { problem: expect.stringContaining('no data') },
    ]);
  });

  it('that we wrote come in again as they were', () => {
    const secret = checkSecret('registry', [
      { name: 'username', text: 'u' },
      { name: 'password', text: 'a:b' },
      { name: 'url', text: 'h:5000' },
    ]);
    const { text } = render('kubernetes-secret', { name: 'x', type: 'registry', provider: 'custom', secret });
    expect(read('kubernetes', text)).toMatchObject([
      { type: 'registry', fields: { username: 'u', password: 'a:b', url: 'h:5000' } },
    ]);
  });

  it('are one, for an existing secret', () => {
    expect(readExistingSecret(manifest({}, { k: 'v' }))).toMatchObject({ existingSecret: 'runai/s' });
    for (const data of [
      '{}',
      '{"kind":"Secret"}',
      `${manifest({}, { k: 'v' })}\n---\n${manifest({}, { k: 'v' })}`,
    ]) {
      expect(() => readExistingSecret(data)).toThrow(
        expect.objectContaining({ code: 'credential.existing_secret_invalid' }),
      );
    }
  });
});

describe('lines', () => {
  it('of .git-credentials are decoded', () =>
    expect(
      read(
        'git-credentials',
        '# x\nhttps://a%40corp.com:p%40ss%3Aw@Git.example/\r\nhttps://nobody@h\nhttps://%zz:p@h\n',
      ),
    ).toMatchObject([
      {
        type: 'git',
        name: 'git.example',
        fields: { username: 'a@corp.com', password: 'p@ss:w', url: 'https://git.example' },
      },
      { problem: expect.stringContaining('line 3') },
      { problem: expect.stringContaining('line 4') },
    ]));

  it('of an env file are one generic credential, for docker or for a shell', () => {
    const file = `# c\nA=it's "as it is" # all\nexport B='two\nlines'\\''s' # c\nexport C="q\\"q"\nD=\n`;
    expect(read('env', file, 'app')).toEqual([
      {
        name: 'app',
        type: 'generic',
        fields: { A: `it's "as it is" # all`, B: "two\nlines's", C: 'q"q', D: '' },
      },
    ]);
  });

  it('that we wrote come in again as they were', () => {
    const values = { A: `it's $x \`y\` "z" \\ end`, B: 'a\nb\n', C: '' };
    const secret = checkSecret(
      'generic',
      Object.entries(values).map(([name, text]) => ({ name, text })),
    );
    const { text } = render('env-shell', { name: 'x', type: 'generic', provider: 'custom', secret });
    expect(read('env', text, 'x')).toMatchObject([{ fields: values }]);
  });
});

describe('a file that is none', () => {
  it.each<Readonly<{ format: ImportFormat; data: string; name?: string }>>([
    { format: 'kubernetes', data: '{' },
    { format: 'kubernetes', data: 'a: &a [1]\nb: *a' },
    { format: 'kubernetes', data: '' },
    { format: 'dockerconfigjson', data: 'x' },
    { format: 'dockerconfigjson', data: '{"auths": []}' },
    { format: 'dockerconfigjson', data: '{"auths": {}}' },
    { format: 'git-credentials', data: '' },
    { format: 'env', data: 'A=1' },
    { format: 'env', data: 'no equals sign', name: 'x' },
    { format: 'env', data: "export A='open", name: 'x' },
    { format: 'env', data: '', name: 'x' },
  ])('is refused: $format $data', ({ format, data, name }) =>
    expect(() => readImport(format, data, name)).toThrow(
      expect.objectContaining({ code: 'credential.import_invalid' }),
    ),
  );

  it('may not hold thousands of credentials', () =>
    expect(() => readImport('git-credentials', 'https://u:p@h\n'.repeat(501), undefined)).toThrow(
      /more than 500/,
    ));
});
