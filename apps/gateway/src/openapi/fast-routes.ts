import { ApiKeyRateLimited, LeakReportUnsigned } from '@credstream/domain-apikey';
import {
  BodyMalformed,
  MediaTypeUnsupported,
  RequestInvalid,
  RequestTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  Unauthenticated,
} from '@credstream/domain-kernel';
import { headerReferences, rateLimitHeaderNames } from './common.js';
import { type Paths, reference } from './open-api.js';
import { refusalResponses } from './refusals.js';

const security = [{ bearer: [] }, { basic: [] }, { password: [] }];
const text = { type: 'string' } as const;

const query = (name: string, description: string, schema: object = text) => ({
  ...{ name, description, schema },
  in: 'query',
  required: false,
});

const bodyRefusals = [RequestInvalid, BodyMalformed, RequestTooLarge, MediaTypeUnsupported];
const headerOf = (description: string) => ({ description, schema: text });
const reason = {
  'X-Credstream-Reason': headerOf('not_permitted, ip_not_allowed or rate_limited'),
};

const allowed = {
  'X-Credstream-User': headerOf('The username; UTF-8, percent-encoded'),
  'X-Credstream-User-Id': headerOf('The id of the user'),
  'X-Credstream-Account': headerOf('The account of the user'),
  'X-Credstream-Key-Id': headerOf('The id of the API key; empty for a session'),
  ...headerReferences(rateLimitHeaderNames),
};

const registryError = {
  description: 'Why not, in the form that clients of registries print',
  content: { 'application/json': { schema: reference('schemas', 'RegistryTokenError') } },
};
const registryTokenResponses = {
  200: {
    description: 'A token with what was granted of the request, which can be nothing',
    content: { 'application/json': { schema: reference('schemas', 'RegistryTokenAnswer') } },
  },
  400: registryError,
  401: { ...registryError, headers: headerReferences(['WWW-Authenticate']) },
  429: { ...registryError, headers: headerReferences(['Retry-After']) },
  503: registryError,
};

const registryTokenRoutes = (operation: string, summary: string) => ({
  get: {
    operationId: `get${operation}`,
    tags: ['Registry tokens'],
    ...{ summary, security: [{ registry: [] }, {}] },
    description:
      'The token endpoint of the distribution project. Credentials are Basic: of a token, a robot account, or a user with a CLI secret.',
    parameters: [
      { ...query('service', 'The service of the registry'), required: true },
      query('scope', 'What is asked for; repeated, or several with spaces', { type: 'array', items: text }),
      query('account', 'The username, as docker sends it'),
      query('client_id', 'What the client calls itself'),
      query('offline_token', 'Whether a refresh token is asked for', { ...text, enum: ['true', 'false'] }),
    ],
    responses: registryTokenResponses,
  },
  post: {
    operationId: `post${operation}`,
    tags: ['Registry tokens'],
    ...{ summary, security: [{}] },
    description: 'The OAuth 2 form of the distribution project.',
    requestBody: {
      required: true,
      content: {
        'application/x-www-form-urlencoded': { schema: reference('schemas', 'RegistryTokenForm') },
      },
    },
    responses: registryTokenResponses,
  },
});

/** The routes that are on Fastify itself, which Nest does not see. */
export const fastRoutes = (): Paths =>
  ({
    '/authorize': {
      get: {
        operationId: 'authorize',
        tags: ['API keys'],
        summary: 'Decide about a request that a proxy has received',
        description:
          'Forward authentication for nginx, HAProxy, Caddy, Envoy, Traefik and APISIX. Takes every method, reads no body, and answers without one. Names in headers are UTF-8, percent-encoded. `/authorize/…` ignores what is appended, and answers 200.',
        security,
        parameters: [
          query('permission', 'What the caller must be allowed to do', reference('schemas', 'Permission')),
          query('scope', 'Where it is to be done; the whole reach of the caller when absent'),
          query('status', 'The status for a request that may pass; Envoy takes 200 alone', {
            ...text,
            enum: ['204', '200'],
            default: '204',
          }),
          query('limited', 'The status for a key that is used too often; nginx takes 403 alone', {
            ...text,
            enum: ['403', '429'],
            default: '403',
          }),
        ],
        responses: {
          200: { description: 'Allowed, when `status=200` asks for this status', headers: allowed },
          204: { description: 'Allowed', headers: allowed },
          401: {
            description: 'Not authenticated',
            headers: {
              ...headerReferences(['WWW-Authenticate']),
              'X-Credstream-Reason': headerOf(
                'expired, revoked or owner_disabled; only when the secret itself is right',
              ),
            },
          },
          403: { description: 'Authenticated, but not allowed', headers: reason },
          429: {
            description: 'Used too often, when `limited=429` asks for this status',
            headers: { ...reason, ...headerReferences([...rateLimitHeaderNames, 'Retry-After']) },
          },
          ...refusalResponses([RequestInvalid, ServiceUnavailable]),
        },
      },
    },
    '/api/v1/api-keys/verify': {
      post: {
        operationId: 'verifyApiKey',
        tags: ['API keys'],
        summary: 'Verify an API key',
        description:
          'Always 200 for a key that can be judged. The reason of a refusal is only told to callers who may see the key; for everyone else it is `unknown`.',
        security,
        requestBody: {
          required: true,
          content: { 'application/json': { schema: reference('schemas', 'VerifyApiKey') } },
        },
        responses: {
          200: {
            description: 'Whether the key is valid',
            headers: headerReferences(rateLimitHeaderNames),
            content: { 'application/json': { schema: reference('schemas', 'VerifiedApiKey') } },
          },
          ...refusalResponses([...bodyRefusals, Unauthenticated, ApiKeyRateLimited, ServiceUnavailable]),
        },
      },
    },
    '/registry/notifications': {
      post: {
        operationId: 'notifyRegistry',
        tags: ['Registries'],
        summary: 'Tell what happened at a registry',
        description:
          'For the registry itself, with the bearer token that was made with it: who pulled and pushed what. What was told before, is older than seven days or is of no image is ignored.',
        security: [{ notificationToken: [] }],
        requestBody: {
          required: true,
          content: {
            'application/vnd.docker.distribution.events.v1+json': {
              schema: {
                type: 'object',
                required: ['events'],
                properties: { events: { type: 'array', items: { type: 'object' }, maxItems: 1000 } },
              },
            },
          },
        },
        responses: {
          200: {
            description: 'Recorded',
            content: { 'application/json': { schema: reference('schemas', 'NotifyReply') } },
          },
          ...refusalResponses([...bodyRefusals, Unauthenticated, TooManyRequests, ServiceUnavailable]),
        },
      },
    },
    '/registry/token': registryTokenRoutes('RegistryToken', 'Get a token for a registry'),
    '/service/token': registryTokenRoutes('ServiceToken', 'Get a token for a registry, under another path'),
    '/api/v1/leaks': {
      post: {
        operationId: 'reportLeaks',
        tags: ['API keys'],
        summary: 'Report leaked secrets',
        description:
          "For GitHub's secret scanning: API keys, and passwords of registry tokens, robot accounts and people, are revoked.",
        security: [{ leakSignature: [] }],
        parameters: ['Github-Public-Key-Identifier', 'Github-Public-Key-Signature'].map((name) => ({
          name,
          in: 'header',
          required: true,
          description: name.endsWith('Signature') ? 'Over the body as it is sent' : 'The key that signed',
          schema: text,
        })),
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: { type: 'array', items: reference('schemas', 'FoundSecret') } },
          },
        },
        responses: {
          200: {
            description: 'For each value whether it is a secret of this installation',
            content: {
              'application/json': { schema: { type: 'array', items: reference('schemas', 'LeakFeedback') } },
            },
          },
          ...refusalResponses([...bodyRefusals, LeakReportUnsigned, ServiceUnavailable]),
        },
      },
    },
  }) as unknown as Paths;
