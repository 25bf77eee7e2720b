import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { version } from './version.js';
import { FoundSecret } from './leaks/leaks.route.js';
import { VerifyApiKey } from './routes/verify.route.js';

const security = [{ bearer: [] }, { basic: [] }];

/** The routes that are on Fastify itself, which Nest does not see. */
const fastRoutes = (): OpenAPIObject['paths'] => ({
  '/authorize': {
    get: {
      operationId: 'authorize',
      tags: ['API keys'],
      summary: 'Forward authentication for nginx auth_request, Traefik and Envoy',
      security,
      parameters: [
        ...['permission', 'scope'].map((name) => ({ name, schema: { type: 'string' as const } })),
        {
          name: 'limited',
          description: 'The status for a key that is used too often; nginx takes 403 alone',
          schema: { type: 'string' as const, enum: ['403', '429'] },
        },
      ].map((parameter) => ({ ...parameter, in: 'query' as const, required: false })),
      responses: {
        204: { description: 'Allowed: X-Credstream-User, X-Credstream-Account, X-Credstream-Key-Id' },
        401: { description: 'Not authenticated' },
        403: {
          description:
            'Authenticated, but not for this: X-Credstream-Reason is not_permitted, ip_not_allowed or rate_limited',
        },
        429: { description: 'Used too often, when ?limited=429 asks for it: Retry-After, RateLimit-*' },
      },
    },
  },
  '/api/v1/api-keys/verify': {
    post: {
      operationId: 'verifyApiKey',
      tags: ['API keys'],
      security,
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/VerifyApiKey' } } },
      },
      responses: {
        200: { description: 'valid, and who it is; or not valid, and the reason as far as you may know it' },
      },
    },
  },
  '/api/v1/leaks': {
    post: {
      operationId: 'reportLeaks',
      tags: ['API keys'],
      summary: "Takes what GitHub's secret scanning found, and revokes it",
      security: [{ leakSignature: [] }],
      parameters: ['Github-Public-Key-Identifier', 'Github-Public-Key-Signature'].map((name) => ({
        name,
        in: 'header' as const,
        required: true,
        schema: { type: 'string' as const },
      })),
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { type: 'array', items: { $ref: '#/components/schemas/FoundSecret' } },
          },
        },
      },
      responses: {
        200: { description: 'token_hash, token_type and label (true_positive, false_positive) of each find' },
        401: { description: 'The signature is missing or wrong' },
      },
    },
  },
});

/** The OpenAPI 3.1 document of every route. */
export const openApiDocument = (app: INestApplication): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Credstream')
    .setDescription("The whole life of an organization's secrets")
    .setVersion(version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An access token, or an API key' })
    .addBasicAuth({ type: 'http', scheme: 'basic', description: 'User _api_key, the API key as password' })
    .addApiKey(
      {
        type: 'apiKey',
        in: 'header',
        name: 'Github-Public-Key-Signature',
        description: 'ECDSA P-256 over the body, base64',
      },
      'leakSignature',
    )
    .build();
  const document = SwaggerModule.createDocument(app, config, { extraModels: [VerifyApiKey, FoundSecret] });
  return { ...document, paths: { ...document.paths, ...fastRoutes() } };
};

/** `/openapi.json`, and `/docs` to read it; made when first asked for. */
export const serveOpenApi = (app: INestApplication, pages = true): void => {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    ui: pages,
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Credstream',
  });
};
