/**
 * Envoy, Traefik and APISIX are not on this machine. These do what their documentation says that they do with a
 * request, as strictly as they do, from the same examples.
 */
import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { parse as parseYaml } from 'yaml';
import { afterTests } from './after-tests.js';
import { type Behind, exampleText, withPorts } from './forward-auth-proxies.js';

type Headers = Record<string, string>;
type Answered = Readonly<{ status: number; headers: Headers; body: Buffer }>;
type Asked = Readonly<{ method: string; url: string; headers: Headers; body?: Buffer }>;

const unprotectedPort = '0';

const headersOf = ({ headers }: IncomingMessage): Headers =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

const send = ({ method, url, headers, body }: Asked): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const call = httpRequest(url, { method, headers, agent: false }, (response) => {
      buffer(response).then(
        (bytes) => resolve({ status: response.statusCode ?? 0, headers: headersOf(response), body: bytes }),
        reject,
      );
    });
    call.once('error', reject).end(body);
  });

const picked = (headers: Headers, names: readonly string[]): Headers =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name.toLowerCase()];
      return value === undefined ? [] : [[name.toLowerCase(), value]];
    }),
  );

const without = (headers: Headers, names: readonly string[]): Headers => {
  const gone = new Set(names.map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !gone.has(name)));
};

const hopByHop = ['connection', 'keep-alive', 'te', 'trailers', 'transfer-encoding', 'upgrade', 'host'];

/** What goes on to the application, or the answer that stops the request. */
type Decision = Readonly<{ forward: Headers }> | Readonly<{ stop: Answered }>;
type Decide = (request: IncomingMessage, headers: Headers, body: Buffer) => Promise<Decision>;

const answer = (response: ServerResponse, { status, headers, body }: Answered): void => {
  response.writeHead(status, without(headers, [...hopByHop, 'content-length'])).end(body);
};

const serve = async (application: string, decide: Decide): Promise<string> => {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const decision = await decide(request, without(headersOf(request), hopByHop), body);
    if ('stop' in decision) return answer(response, decision.stop);
    const { method = '', url = '' } = request;
    const headers = { ...decision.forward, 'content-length': String(body.length) };
    answer(response, await send({ method, url: application + url, headers, body }));
  };
  const server = createServer({ maxHeaderSize: 60 * 1024 }, (request, response) => {
    handle(request, response).catch((error: unknown) => response.writeHead(502).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTests(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const clientOf = ({ socket }: IncomingMessage): string => socket.remoteAddress ?? '';

const exact = (matcher: { patterns: readonly { exact: string }[] }): readonly string[] =>
  matcher.patterns.map((pattern) => pattern.exact);

/**
 * Envoy's ext_authz over HTTP: the method of the request, `path_prefix` with its path and query behind it, only the
 * allowed headers, `Content-Length: 0` and no body. 200 lets it pass and sets the allowed headers of the answer; 5xx
 * and no answer are errors, 403 without a word; everything else is denied with the allowed headers.
 */
export const envoyBefore = async (behind: Behind): Promise<string> => {
  const { static_resources: resources } = parseYaml(
    withPorts(exampleText('envoy/envoy.yaml'), behind, unprotectedPort),
  );
  const manager = resources.listeners[0].filter_chains[0].filters[0].typed_config;
  const authz = manager.http_filters[0].typed_config;
  const { server_uri: server, path_prefix: prefix, authorization_response: passed } = authz.http_service;
  const dropsUnderscores =
    manager.common_http_protocol_options.headers_with_underscores_action === 'DROP_HEADER';
  const removed: readonly string[] = manager.route_config.request_headers_to_remove;

  return serve(`http://127.0.0.1:${behind.applicationPort}`, async (request, sent) => {
    const kept = Object.entries(sent).filter(([name]) => !(dropsUnderscores && name.includes('_')));
    const headers: Headers = Object.fromEntries(kept);
    const forwarded = headers['x-forwarded-for'];
    if (manager.use_remote_address === true) {
      headers['x-forwarded-for'] =
        forwarded === undefined ? clientOf(request) : `${forwarded},${clientOf(request)}`;
    }
    const asked = await send({
      method: request.method ?? '',
      url: `${server.uri}${prefix}${request.url}`,
      headers: { ...picked(headers, exact(authz.allowed_headers)), 'content-length': '0' },
    }).catch(() => undefined);
    if (!asked || asked.status >= 500) {
      if (authz.failure_mode_allow === true) return { forward: headers };
      return { stop: { status: 403, headers: {}, body: Buffer.alloc(0) } };
    }
    if (asked.status !== 200) {
      return { stop: { ...asked, headers: picked(asked.headers, exact(passed.allowed_client_headers)) } };
    }
    const set = picked(asked.headers, exact(passed.allowed_upstream_headers));
    return { forward: without({ ...headers, ...set }, removed) };
  });
};

/**
 * Traefik's forwardAuth: GET without a body, the named headers and X-Forwarded-*, of which none is believed from the
 * client. 2xx lets it pass: each of `authResponseHeaders` is taken away and set from the answer. Every other answer
 * goes to the client as it is. The headers middleware takes away what has an empty value.
 */
export const traefikBefore = async (behind: Behind): Promise<string> => {
  const { http } = parseYaml(withPorts(exampleText('traefik/credstream.yaml'), behind, unprotectedPort));
  const [service] = http.services.application.loadBalancer.servers;

  return serve(service.url, async (request, sent) => {
    let headers = sent;
    for (const name of http.routers.protected.middlewares as readonly string[]) {
      const { headers: custom, forwardAuth } = http.middlewares[name];
      if (custom) {
        const entries = Object.entries(custom.customRequestHeaders as Headers);
        headers = without(
          headers,
          entries.map(([key]) => key),
        );
        for (const [key, value] of entries) if (value !== '') headers[key.toLowerCase()] = value;
        continue;
      }
      const asked = await send({
        method: 'GET',
        url: forwardAuth.address,
        headers: {
          ...picked(headers, forwardAuth.authRequestHeaders),
          'x-forwarded-method': request.method ?? '',
          'x-forwarded-proto': 'http',
          'x-forwarded-host': request.headers.host ?? '',
          'x-forwarded-uri': request.url ?? '',
          'x-forwarded-for': clientOf(request),
        },
      }).catch((): Answered => ({ status: 500, headers: {}, body: Buffer.alloc(0) }));
      if (asked.status < 200 || asked.status >= 300) return { stop: asked };
      const names = forwardAuth.authResponseHeaders as readonly string[];
      headers = { ...without(headers, names), ...picked(asked.headers, names) };
    }
    return { forward: headers };
  });
};

/**
 * APISIX's forward-auth, after proxy-rewrite has taken its headers away: GET, the named headers and X-Forwarded-*.
 * Below 300 it passes: each of `upstream_headers` is set from the answer, and taken away where the answer has none.
 * From 300 on it is refused with that status and the named headers; no answer is 403.
 */
export const apisixBefore = async (behind: Behind): Promise<string> => {
  const { plugins, upstream } = JSON.parse(
    withPorts(exampleText('apisix/route.json'), behind, unprotectedPort),
  );
  const { 'proxy-rewrite': rewrite, 'forward-auth': auth } = plugins;
  const [node = ''] = Object.keys(upstream.nodes);

  return serve(`http://${node}`, async (request, sent) => {
    const headers = without(sent, rewrite.headers.remove);
    const asked = await send({
      method: auth.request_method ?? 'GET',
      url: auth.uri,
      headers: {
        ...picked(headers, auth.request_headers),
        'x-forwarded-proto': 'http',
        'x-forwarded-method': request.method ?? '',
        'x-forwarded-host': request.headers.host ?? '',
        'x-forwarded-uri': request.url ?? '',
        'x-forwarded-for': clientOf(request),
      },
    }).catch(() => undefined);
    if (!asked) return { stop: { status: 403, headers: {}, body: Buffer.alloc(0) } };
    if (asked.status >= 300)
      return { stop: { ...asked, headers: picked(asked.headers, auth.client_headers) } };
    const names = auth.upstream_headers as readonly string[];
    return { forward: { ...without(headers, names), ...picked(asked.headers, names) } };
  });
};
