import { describe, expect, it } from '@jest/globals';
import type { Provider } from '../credential-presets.js';
import { checkSecret } from '../credential-secret.js';
import type { CredentialType } from '../credential-types.js';
import { renderDockerConfig } from './docker-config.js';
import { render, type RenderFormat, renderFormats } from './render.js';
import type { Renderable } from './rendered.js';

const credential = (
  type: CredentialType,
  values: Readonly<Record<string, string>>,
  { provider = 'custom', name = 'charts' }: Readonly<{ provider?: Provider; name?: string }> = {},
): Renderable => ({
  ...{ name, type, provider },
  secret: checkSecret(
    type,
    Object.entries(values).map(([field, text]) => ({ name: field, text })),
  ),
});
const registry = (url: string, password = 'p', username = 'u') =>
  credential('registry', { username, password, url });
const json = (format: RenderFormat, of: Renderable) =>
  JSON.parse(render(format, of).text) as never as {
    metadata: { name: string; labels?: object };
    type: string;
    data: Record<string, string>;
  };
const decoded = (data: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]),
  );
const refuses = (format: RenderFormat, of: Renderable): readonly { path: string }[] => {
  try {
    render(format, of);
  } catch (error) {
    expect(error).toMatchObject({ code: 'credential.not_renderable' });
    return (error as { details: { errors: { path: string }[] } }).details.errors;
  }
  throw new Error(`${format} was written`);
};

describe('dockerconfigjson', () => {
  it('has user, password and padded auth under host and port', () =>
    expect(
      JSON.parse(render('dockerconfigjson', registry('https://Harbor.Example:8443/team/')).text),
    ).toEqual({
      auths: { 'harbor.example:8443': { username: 'u', password: 'p', auth: 'dTpw' } },
    }));

  it('names Docker Hub as the docker CLI does, also without a URL', () => {
    const of = credential('registry', { username: 'u', password: 'p' }, { provider: 'dockerhub' });
    expect(Object.keys((JSON.parse(render('dockerconfigjson', of).text) as { auths: object }).auths)).toEqual(
      ['https://index.docker.io/v1/'],
    );
  });

  it('holds several credentials, one for each registry', () => {
    const { text } = renderDockerConfig([registry('a.example'), registry('b.example:5000')]);
    expect(Object.keys((JSON.parse(text) as { auths: object }).auths)).toEqual([
      'a.example',
      'b.example:5000',
    ]);
    expect(() => renderDockerConfig([registry('a.example'), registry('https://A.example/x')])).toThrow(
      /more than one/,
    );
  });

  it('refuses a user name that would be split at its colon, and a credential without a host', () => {
    expect(refuses('dockerconfigjson', registry('h', 'p', 'a:b'))).toMatchObject([
      { path: 'secret.username' },
    ]);
    expect(
      refuses('dockerconfigjson', credential('registry', { username: 'u', password: 'p' })),
    ).toMatchObject([{ path: 'secret.url' }]);
  });
});

describe('kubernetes-secret', () => {
  it.each<[CredentialType, Record<string, string>, string, string[]]>([
    [
      'registry',
      { username: 'u', password: 'p', url: 'h' },
      'kubernetes.io/dockerconfigjson',
      ['.dockerconfigjson'],
    ],
    [
      'username-password',
      { username: 'u', password: 'p' },
      'kubernetes.io/basic-auth',
      ['username', 'password'],
    ],
    ['ssh-key', { privateKey: 'k' }, 'kubernetes.io/ssh-auth', ['ssh-privatekey']],
    ['tls', { certificate: 'c', privateKey: 'k' }, 'kubernetes.io/tls', ['tls.key', 'tls.crt']],
    ['generic', { 'a.b-C_1': 'v' }, 'Opaque', ['a.b-C_1']],
    ['token', { token: 't' }, 'Opaque', ['token']],
  ])('of %s', (type, values, kind, keys) => {
    const { type: rendered, data } = json('kubernetes-secret', credential(type, values));
    expect([rendered, Object.keys(data)]).toEqual([kind, keys]);
  });

  it('keeps bytes as they are', () => {
    const base64 = Buffer.from([0xff, 0x00]).toString('base64');
    const secret = checkSecret('generic', [{ name: 'k', base64 }]);
    expect(
      json('kubernetes-secret', { name: 'x', type: 'generic', provider: 'custom', secret }).data,
    ).toEqual({
      k: base64,
    });
  });

  it('refuses every key that the cluster would refuse, and names them (a9)', () => {
    const of = credential('generic', {
      'db pass': 'v',
      '..': 'v',
      '.': 'v',
      '..a': 'v',
      ['x'.repeat(254)]: 'v',
      ok: 'v',
    });
    expect(refuses('kubernetes-secret', of).map(({ path }) => path.slice(0, 30))).toEqual(
      ['db pass', '..', '.', '..a', 'x'.repeat(254)].map((key) => `secret.values.${key}`.slice(0, 30)),
    );
  });

  it.each([
    ['Ghcr Auth!', 'ghcr-auth'],
    ['Ünï.Code', 'u-ni-.code'],
    ['--a--.--b--', 'a.b'],
    ['x'.repeat(253), 'x'.repeat(63)],
  ])('calls %j by a name that the cluster takes', (name, expected) => {
    const made = json('kubernetes-secret', credential('token', { token: 't' }, { name })).metadata.name;
    expect(made).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);
    if (name !== 'Ünï.Code') expect(made).toBe(expected);
  });

  it('refuses a name without anything that the cluster takes', () =>
    expect(refuses('kubernetes-secret', credential('token', { token: 't' }, { name: 'имя' }))).toMatchObject([
      { path: 'name' },
    ]));
});

describe('git-credentials', () => {
  it('encodes what would end a URL (a11)', () =>
    expect(
      render(
        'git-credentials',
        credential('git', { username: 'a@corp.com', password: "p@ss:w/rd%'!", url: 'https://Git.example/x' }),
      ).text,
    ).toBe('https://a%40corp.com:p%40ss%3Aw%2Frd%25%27%21@git.example\n'));

  it.each(['a\nb', 'a\rb', 'a\0b'])('refuses %j, which git refuses', (username) =>
    expect(
      refuses('git-credentials', credential('git', { username, password: 'p', url: 'h' })),
    ).toMatchObject([{ path: 'secret.username' }]),
  );
});

describe('files of variables', () => {
  it('quote for a shell, and do not for docker', () => {
    const of = credential('generic', { A: `it's "$HOME" \`x\` \\`, B: '' });
    expect(render('env-shell', of).text).toBe(`export A='it'\\''s "$HOME" \`x\` \\'\nexport B=''\n`);
    expect(render('env-docker', of).text).toBe(`A=it's "$HOME" \`x\` \\\nB=\n`);
  });

  it('name what programs look for', () =>
    expect(
      render(
        'env-docker',
        credential('access-key', { accessKeyId: 'AK', secretAccessKey: 'SK', region: 'r' }),
      ).text,
    ).toBe('AWS_ACCESS_KEY_ID=AK\nAWS_SECRET_ACCESS_KEY=SK\nAWS_REGION=r\n'));

  it('refuse what they cannot carry', () => {
    const of = credential('generic', { 'not a name': 'v', A: 'two\nlines', B: 'nul\0', '1X': 'v' });
    expect(refuses('env-docker', of).map(({ path }) => path)).toEqual([
      'secret.values.not a name',
      'secret.values.A',
      'secret.values.B',
      'secret.values.1X',
    ]);
    expect(refuses('env-shell', of).map(({ path }) => path)).not.toContain('secret.values.A');
    expect(refuses('env-docker', credential('generic', { A: 'x'.repeat(64 * 1024) }))).toMatchObject([
      { path: 'secret.values.A' },
    ]);
  });
});

describe('other files', () => {
  it.each(['a b', 'a"b', "a'b", 'a\\b', 'a#b', 'a\nb'])(
    'netrc refuses %j, which programs read differently',
    (password) =>
      expect(refuses('netrc', credential('git', { username: 'u', password, url: 'h' }))).toMatchObject([
        { path: 'secret.password' },
      ]),
  );

  it('netrc names the host alone', () =>
    expect(
      render('netrc', credential('git', { username: 'u', password: 'p', url: 'https://H:8443/x' })).text,
    ).toBe('machine h login u password p\n'));

  it('aws-credentials is a profile', () =>
    expect(
      render('aws-credentials', credential('access-key', { accessKeyId: 'AK', secretAccessKey: 'SK' })).text,
    ).toBe('[default]\naws_access_key_id = AK\naws_secret_access_key = SK\n'));

  it('registries-yaml names Docker Hub by both of its names', () => {
    const of = credential('registry', { username: 'u', password: 'p' }, { provider: 'dockerhub' });
    expect(JSON.parse(render('registries-yaml', of).text)).toEqual({
      configs: {
        'docker.io': { auth: { username: 'u', password: 'p' } },
        'registry-1.docker.io': { auth: { username: 'u', password: 'p' } },
      },
    });
  });

  it('helm is a list of repositories over HTTP, and a config.json for OCI', () => {
    expect(render('helm', registry('https://charts.example/stable/'))).toMatchObject({
      fileName: 'repositories.yaml',
      text: expect.stringContaining('"url": "https://charts.example/stable"'),
    });
    expect(render('helm', registry('oci://h:5000')).fileName).toBe('config.json');
  });

  it('argocd-repository is a labelled secret for each way to reach a repository', () => {
    const git = json(
      'argocd-repository',
      credential('git', { username: 'u', password: 'p', url: 'https://g/x.git' }),
    );
    expect(git.metadata.labels).toEqual({ 'argocd.argoproj.io/secret-type': 'repository' });
    expect(decoded(git.data)).toEqual({ type: 'git', url: 'https://g/x.git', username: 'u', password: 'p' });
    const ssh = json('argocd-repository', credential('ssh-key', { privateKey: 'k', url: 'git@g:x.git' }));
    expect(decoded(ssh.data)).toEqual({ type: 'git', url: 'git@g:x.git', sshPrivateKey: 'k' });
    const oci = json('argocd-repository', registry('oci://H:5000/charts'));
    expect(decoded(oci.data)).toMatchObject({ type: 'helm', url: 'h:5000/charts', enableOCI: 'true' });
  });

  it('flux has the names that its controllers read', () => {
    const ssh = credential('ssh-key', { privateKey: 'k', knownHosts: 'h ssh-rsa x' });
    expect(decoded(json('flux', ssh).data)).toEqual({ identity: 'k', known_hosts: 'h ssh-rsa x' });
    expect(refuses('flux', credential('ssh-key', { privateKey: 'k' }))).toMatchObject([
      { path: 'secret.knownHosts' },
    ]);
    const app = credential('github-app', { appId: '1', installationId: '2', privateKey: 'k' });
    expect(decoded(json('flux', app).data)).toEqual({
      githubAppID: '1',
      githubAppInstallationID: '2',
      githubAppPrivateKey: 'k',
    });
    expect(json('flux', registry('oci://h')).type).toBe('kubernetes.io/dockerconfigjson');
  });

  it.each(
    renderFormats.filter((format) => !['kubernetes-secret', 'env-shell', 'env-docker'].includes(format)),
  )('%s refuses a type that it is not for', (format) =>
    expect(refuses(format, credential('generic', { A: 'v' }))).toMatchObject([{ path: 'type' }]),
  );
});
