import { describe, expect, it } from '@jest/globals';
import { RouteTable } from './route-table.js';

const table = () => {
  const routes = new RouteTable();
  routes.add('/keys', 'GET');
  routes.add('/keys', ['POST', 'GET']);
  routes.add('/keys/verify', 'POST');
  routes.add('/keys/:id', ['GET', 'DELETE']);
  routes.add('/docs/*', 'GET');
  return routes;
};
const refused = (url: string) => {
  const { refusal, allow } = table().refuse(url);
  return [refusal.code, allow];
};

describe('a request without a route', () => {
  it('for an address that exists is refused for its method, each method named once', () =>
    expect(refused('/keys')).toEqual(['request.method_not_allowed', 'GET, POST']));

  it('is told the methods of every route that the address fits', () => {
    expect(refused('/keys/42')).toEqual(['request.method_not_allowed', 'GET, DELETE']);
    expect(refused('/keys/verify')).toEqual(['request.method_not_allowed', 'POST, GET, DELETE']);
  });

  it('is refused whatever its query says', () =>
    expect(refused('/keys?/a/b')).toEqual(['request.method_not_allowed', 'GET, POST']));

  it.each(['/', '', '/key', '/keys/', '/keys/42/43', '//keys', '/Keys', '/docs/*', '/docs/a', '/*'])(
    'for an address that does not exist is refused for its address: %j',
    (url) => {
      const [code, allow] = refused(url);
      // A parameter takes the empty text in this table as it does in the router's.
      if (url === '/keys/') expect(code).toBe('request.method_not_allowed');
      else expect([code, allow]).toEqual(['request.not_found', undefined]);
    },
  );
});
