import { parse } from 'node:querystring';
import { describe, expect, it } from '@jest/globals';
import { basicCredentials, questionOfForm, questionOfQuery } from './registry-question.js';

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
const form = (text: string) => questionOfForm(parse(text));

describe('Basic credentials', () => {
  it('are a username up to the first colon, and a password with everything behind it', () => {
    expect(basicCredentials(basic('robot$p+ci:a:b'))).toEqual({ username: 'robot$p+ci', password: 'a:b' });
    expect(basicCredentials(basic('кит🐳:пароль'))).toEqual({ username: 'кит🐳', password: 'пароль' });
  });

  it('are none without the header, and when both are empty', () => {
    expect(basicCredentials({})).toBeUndefined();
    expect(basicCredentials(basic(':'))).toBeUndefined();
  });

  it.each(['Bearer x', 'Basic', 'Basic !!!', 'Basic bm9jb2xvbg==', 'Basic YTpi YTpi', ''])(
    'that cannot be read are wrong, and never a stranger: %s',
    (authorization) => {
      expect(basicCredentials({ authorization })).toEqual({ username: '', password: '\u0000' });
    },
  );
});

describe('a query', () => {
  it('is as docker, skopeo and BuildKit send it', () => {
    const docker = parse('account=alice&client_id=docker&offline_token=true&service=registry.example.org');
    expect(questionOfQuery(docker, basic('alice:secret'))).toEqual({
      ...{ service: 'registry.example.org', username: 'alice', password: 'secret' },
      ...{ scopes: [], offline: true, client: 'docker' },
    });
    const mount = parse('service=r&scope=repository:b:pull,push&scope=repository:a:pull');
    expect(questionOfQuery(mount, {}).scopes).toEqual(['repository:b:pull,push', 'repository:a:pull']);
    expect(questionOfQuery(parse('service=r&scope='), {}).scopes).toEqual(['']);
  });

  it('names one service, and the account that signs in', () => {
    for (const query of ['scope=a', 'service=', 'service=a&service=b']) {
      expect(() => questionOfQuery(parse(query), {})).toThrow('service');
    }
    const other = parse('service=r&account=bob');
    expect(() => questionOfQuery(other, basic('alice:secret'))).toThrow('account');
    expect(questionOfQuery(other, {})).not.toHaveProperty('username');
  });

  it('cannot reach into a prototype, and has bounded texts', () => {
    const strange = JSON.parse(
      '{"service": "r", "scope": {"x": 1}, "__proto__": {"account": "x"}}',
    ) as object;
    expect(questionOfQuery(strange as never, {}).scopes).toEqual([]);
    expect(() => questionOfQuery({ service: 'x'.repeat(1_025) }, {})).toThrow('too long');
  });
});

describe('a form', () => {
  it('is as containerd and skopeo send it', () => {
    const text = 'grant_type=password&service=r&client_id=containerd-client&username=ci&password=a%3Ab';
    expect(form(`${text}&scope=repository:a:pull+repository:a:pull,push&access_type=offline`)).toEqual({
      ...{ service: 'r', username: 'ci', password: 'a:b', client: 'containerd-client' },
      ...{ scopes: ['repository:a:pull repository:a:pull,push'], offline: true },
    });
    expect(form('grant_type=refresh_token&service=r&refresh_token=cs_off_x&scope=a&scope=b')).toEqual({
      ...{ service: 'r', refreshToken: 'cs_off_x', scopes: ['a', 'b'], offline: false },
    });
  });

  it.each([
    ['service=r', 'invalid_request'],
    ['grant_type=password&service=r&username=ci', 'invalid_request'],
    ['grant_type=password&service=r&username=ci&password=', 'invalid_request'],
    ['grant_type=password&username=ci&password=x', 'invalid_request'],
    ['grant_type=password&service=r&username=a&username=b&password=x', 'invalid_request'],
    ['grant_type=refresh_token&service=r', 'invalid_request'],
    ['grant_type=client_credentials&service=r', 'unsupported_grant_type'],
  ])('that is not complete is refused: %s', (text, error) => {
    expect(() => form(text)).toThrow(expect.objectContaining({ error }));
  });
});
