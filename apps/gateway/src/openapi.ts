import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { version } from './version.js';
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
      parameters: ['permission', 'scope'].map((name) => ({
        name,
        in: 'query' as const,
        required: false,
        schema: { type: 'string' as const },
      })),
      responses: {
        204: { description: 'Allowed: X-Credstream-User, X-Credstream-Account, X-Credstream-Key-Id' },
        401: { description: 'Not authenticated' },
        403: { description: 'Authenticated, but not for this' },
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
    .build();
  const document = SwaggerModule.createDocument(app, config, { extraModels: [VerifyApiKey] });
  return { ...document, paths: { ...document.paths, ...fastRoutes() } };
};

/** `/openapi.json`, and `/docs` to read it; made when first asked for. */
export const serveOpenApi = (app: INestApplication): void => {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Credstream',
  });
};
