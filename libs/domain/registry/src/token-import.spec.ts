import { describe, expect, it } from '@jest/globals';
import { mostImported, readImport } from './token-import.js';

const hash = `$2y$10$${'a'.repeat(53)}`;
const pull = [{ type: 'repository', name: 'team/*', actions: ['pull'] }];
const errorsOf = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    return (error as { details: { errors: { path: string; rule: string }[] } }).details.errors;
  }
  return [];
};

describe('an htpasswd file', () => {
  it('has a user in each line, who may do everything unless scopes are given', () => {
    const data = `# users\nada:${hash}\r\n\nbob@example.org:${hash}\n`;
    const token = { kind: 'token', status: 'enabled', secretHash: hash, hashScheme: 'bcrypt', scopes: pull };
    expect(readImport('htpasswd', data, pull)).toEqual([
      { ...token, username: 'ada' },
      { ...token, username: 'bob@example.org' },
    ]);
    expect(readImport('htpasswd', `ada:${hash}`, [])[0]?.scopes).toEqual([
      { type: 'repository', name: '*', actions: ['pull', 'push', 'delete'] },
    ]);
  });

  it.each([
    ['ada', 'username'],
    [`:${hash}`, 'username'],
    ['ada:$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/', 'bcrypt'],
    ['ada:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=', 'bcrypt'],
    ['ada:plain', 'bcrypt'],
    [`ada:$2y$31$${'a'.repeat(53)}`, 'cost'],
    [`ada:$2y$03$${'a'.repeat(53)}`, 'cost'],
    [`ad\u202ea:${hash}`, 'username'],
  ])('with %j is refused with the number of the line', (line, rule) =>
    expect(errorsOf(() => readImport('htpasswd', `x:${hash}\n${line}`, []))).toEqual([
      expect.objectContaining({ path: 'data.1', rule }),
    ]),
  );

  it('names nobody twice, and somebody at least', () => {
    expect(errorsOf(() => readImport('htpasswd', `ada:${hash}\nADA:${hash}`, []))).toMatchObject([
      { rule: 'unique' },
    ]);
    expect(errorsOf(() => readImport('htpasswd', '# nobody\n', []))).toMatchObject([{ rule: 'length' }]);
    const many = Array.from({ length: mostImported + 1 }, (_, at) => `user${at}:${hash}`).join('\n');
    expect(errorsOf(() => readImport('htpasswd', many, []))).toMatchObject([{ rule: 'length' }]);
  });
});

describe('the robot accounts of Harbor', () => {
  const robot = {
    ...{
      name: 'robot$team+ci',
      secret: '0123456789abcdef0123456789ABCDEF',
      salt: 'saltsalt',
      disable: false,
    },
    expires_at: 1_900_000_000,
    permissions: [
      {
        ...{ kind: 'project', namespace: 'team' },
        access: [
          { resource: 'repository', action: 'push' },
          { resource: 'artifact', action: 'read' },
        ],
      },
    ],
  };
  const read = (...robots: unknown[]) => readImport('harbor-robots', JSON.stringify(robots), []);

  it('keep name, salt, expiry and what they may do', () => {
    expect(read(robot)).toEqual([
      {
        ...{ kind: 'robot', username: 'robot$team+ci', status: 'enabled', hashScheme: 'pbkdf2' },
        ...{ secretHash: 'saltsalt$0123456789abcdef0123456789abcdef', expiresAt: '2030-03-17T17:46:40Z' },
        scopes: [{ type: 'repository', name: 'team/*', actions: ['pull', 'push'] }],
      },
    ]);
    expect(read({ ...robot, name: 'ci', expires_at: -1, disable: true })[0]).toMatchObject({
      username: 'robot$ci',
      status: 'disabled',
    });
    expect(read({ ...robot, expires_at: -1 })[0]).not.toHaveProperty('expiresAt');
  });

  it('come as the API of Harbor lists them, with the hash from its database', () => {
    const listed = {
      ...{ id: 12, level: 'project', duration: 30, editable: true, disable: false, description: 'builds' },
      ...{ name: 'robot$team+ci', expires_at: 1_900_000_000, secret: '' },
      ...{ creation_time: '2027-02-01T08:00:00.000Z', update_time: '2027-02-01T08:00:00.000Z' },
      permissions: [
        {
          ...{ kind: 'project', namespace: 'team' },
          access: [
            { resource: 'repository', action: 'pull', effect: '' },
            { resource: 'repository', action: 'push', effect: 'allow' },
            { resource: 'repository', action: 'delete', effect: 'deny' },
            { resource: 'helm-chart', action: 'read' },
          ],
        },
        { kind: 'system', namespace: '/', access: [{ resource: 'project', action: 'create' }] },
      ],
    };
    const { secret, salt } = robot;
    expect(errorsOf(() => read(listed))).toMatchObject([{ path: 'data.0', rule: 'secret' }]);
    const [token] = read({ ...listed, secret, salt });
    expect(token).toMatchObject({
      ...{ username: 'robot$team+ci', expiresAt: '2030-03-17T17:46:40Z' },
      scopes: [{ type: 'repository', name: 'team/*', actions: ['pull', 'push'] }],
    });
    // A row of the database has no prefix and names two columns otherwise.
    const { permissions } = listed;
    const row = { name: 'team+ci', secret, salt, expiresat: 1_900_000_000, disabled: true, permissions };
    expect(read(row)).toEqual([{ ...token, status: 'disabled' }]);
  });

  it.each([
    [{ name: 7 }, 'name'],
    [{ secret: 'short' }, 'secret'],
    [{ salt: 'a$b' }, 'salt'],
    [{ expires_at: 'soon' }, 'expires_at'],
    [{ expires_at: undefined, expiresat: 'soon' }, 'expires_at'],
    [{ permissions: [] }, 'permissions'],
  ])('with %j are refused', (more, rule) =>
    expect(errorsOf(() => read(robot, { ...robot, name: 'x', ...more }))).toMatchObject([
      { path: 'data.1', rule },
    ]),
  );

  it.each(['', '{', '{}', 'null'])('are not %j', (data) =>
    expect(errorsOf(() => readImport('harbor-robots', data, []))).toMatchObject([
      { path: 'data', rule: 'json' },
    ]),
  );
});
