import { describe, expect, it } from '@jest/globals';
import { readAuthorizeUrl } from './authorize-question.js';

const plain = { asked: {}, allowedStatus: 204, limitedStatus: 403 };

describe('the question that a proxy asks', () => {
  it.each([
    ['/authorize', plain],
    ['/authorize?', plain],
    ['/authorize?permission=registry.push', { ...plain, asked: { permission: 'registry.push' } }],
    ['/authorize?scope=default/research', { ...plain, asked: { scope: 'default/research' } }],
    [
      '/authorize?scope=default%2Fresearch&limited=429',
      {
        ...plain,
        asked: { scope: 'default/research' },
        limitedStatus: 429,
      },
    ],
    ['/authorize?status=200', { ...plain, allowedStatus: 200 }],
  ])('stands in the query: %s', (url, question) => expect(readAuthorizeUrl(url)).toEqual(question));

  const appended = { ...plain, allowedStatus: 200 };
  it.each([
    ['/authorize/', appended],
    ['/authorize/a/b?page=2&sort=-name', appended],
    // What is the application's is no secret of ours and no question to us.
    ['/authorize/callback?code=x&token=y&access_token=z&permissions=all', appended],
    ['/authorize//../..//x', appended],
    [
      '/authorize;permission=registry.push/a?permission=registry.pull',
      {
        ...appended,
        asked: { permission: 'registry.push' },
      },
    ],
    [
      '/authorize;permission=registry.push;scope=default%2Fresearch/',
      {
        ...appended,
        asked: { permission: 'registry.push', scope: 'default/research' },
      },
    ],
    ['/authorize;status=204/x', plain],
    ['/authorize;limited=429?a=b', { ...appended, limitedStatus: 429 }],
  ])('stands before the path that Envoy appends: %s', (url, question) =>
    expect(readAuthorizeUrl(url)).toEqual(question),
  );

  it.each([
    '/',
    '/authorized',
    '/authorizex/y',
    '/AUTHORIZE',
    '/authorize%3fpermission=x',
    '//authorize',
    '',
    '*',
  ])('is none of ours: %j', (url) => expect(readAuthorizeUrl(url)).toBeUndefined());

  it.each([
    '?permissions=registry.push',
    '?Permission=registry.push',
    '?perm=registry.push',
    '?permisson=registry.push',
    '?permission=',
    '?permission',
    '?permission=registry.push&permission=registry.pull',
    '?permission[]=registry.push',
    '?permission=fly',
    '?permission=REGISTRY.PUSH',
    '?scope=',
    '?scope=/../x',
    '?Scope=default',
    '?scopes=default',
    '?status=201',
    '?status=',
    '?limited=400',
    '?limited=0429',
    '?x=1',
    '?&x',
    '?%70ermissions=x',
    '?permission=registry.push;scope=default',
    ';permissions=registry.push/',
    ';permission=registry.push;permission=registry.push/',
    ';x/',
    // An operator may have meant this; behind Envoy it would be the client's.
    '/?permission=registry.push',
    '/a?x=1&scope=default',
  ])('is refused when it is not understood, and never taken for none: %s', (rest) =>
    expect(() => readAuthorizeUrl(`/authorize${rest}`)).toThrow(),
  );
});
