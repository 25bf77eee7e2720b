import { createHash } from 'node:crypto';
import { NotifyReply } from '@credstream/contracts/token';
import { RequestInvalid, SecretInUrl } from '@credstream/domain-kernel';
import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { FoundSecret, LeakFeedback } from './leaks/leaks.route.js';
import { headerReferences, headers, parameters } from './openapi/common.js';
import { exampleOf, hasRequiredFields, placeExampleTimes, type Schemas } from './openapi/examples.js';
import { fastRoutes } from './openapi/fast-routes.js';
import { type Operation, reference, verbs } from './openapi/open-api.js';
import {
  otherRefusal,
  problemSchemas,
  refusalExamples,
  refusalResponses,
  singleRefusals,
} from './openapi/refusals.js';
import { describeResources } from './openapi/resources.js';
import { RegistryTokenAnswer, RegistryTokenError, RegistryTokenForm } from './registry/described.js';
import { VerifiedApiKey, VerifyApiKey } from './routes/verify.route.js';
import { version } from './version.js';

const config = () =>
  new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Credstream')
    .setDescription(
      'Keeps the secrets of an organization: API keys, the people and accounts that they belong to, and an audit log of everything that happened. Sign in at `/oauth/token`, or send an API key. Errors are problem documents (RFC 9457) with a stable `code`.',
    )
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This installation')
    .addTag('Credentials', 'Secrets of outside systems: keep, rotate, check, hand out')
    .addTag('API keys', 'Keys by which programs authenticate: create, rotate, revoke, verify')
    .addTag('Organization', 'Accounts, scopes, users and their roles')
    .addTag('Webhooks', 'Notifications about API keys, signed as Standard Webhooks')
    .addTag('Registries', 'Registries, the tokens and robot accounts that push and pull, and CLI secrets')
    .addTag('Registry signing keys', 'By which registries know their tokens, and whose workloads they let in')
    .addTag('Registry tokens', 'What clients of container registries ask for')
    .addTag('Audit', 'What happened, when, and who did it')
    .addTag('Sign-in', 'Sessions and access tokens (OAuth 2.0, OpenID Connect)')
    .addTag('Provisioning', 'SCIM 2.0, for an identity provider')
    .addTag('System', 'Health and version of this installation')
    .addOAuth2(
      {
        type: 'oauth2',
        description: 'Sign in with username and password',
        flows: { password: { tokenUrl: '/oauth/token', refreshUrl: '/oauth/token', scopes: {} } },
      },
      'password',
    )
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An access token, or an API key' })
    .addBasicAuth({
      type: 'http',
      scheme: 'basic',
      description: 'Username `_api_key`, the API key as password',
    })
    .addApiKey(
      {
        type: 'apiKey',
        in: 'header',
        name: 'Github-Public-Key-Signature',
        description: 'ECDSA P-256 over the body, base64',
      },
      'leakSignature',
    )
    .addSecurity('registry', {
      type: 'http',
      scheme: 'basic',
      description: 'Of a token, a robot account, or a user with a CLI secret',
    })
    .addSecurity('notificationToken', {
      type: 'http',
      scheme: 'bearer',
      description: 'The notification token of a registry',
    })
    .build();

/** What is the same for every operation: the id of the request, and what is answered when something else goes wrong. */
const describeCommon = (operation: Operation): void => {
  operation.parameters = [...(operation.parameters ?? []), reference('parameters', 'X-Request-Id')];
  for (const response of Object.values(operation.responses)) {
    if (!response || '$ref' in response) continue;
    response.headers = { ...response.headers, ...headerReferences(['X-Request-Id']) };
  }
  operation.responses = { ...refusalResponses([RequestInvalid, SecretInUrl]), ...operation.responses };
  operation.responses['default'] ??= otherRefusal;
};

/** Nest wraps a reference that has words beside it, which OpenAPI 3.1 no longer asks for. */
const unwrapReferences = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  if ('allOf' in value && Array.isArray(value.allOf) && value.allOf.length === 1) {
    const [only] = value.allOf as readonly object[];
    delete value.allOf;
    Object.assign(value, only);
  }
  Object.values(value).forEach(unwrapReferences);
};

/** An example of the body, and whether it may be left out: when none of its fields must be there. */
const describeBody = (operation: Operation, verb: string, schemas: Schemas): void => {
  const body = operation.requestBody;
  if (!body || '$ref' in body) return;
  for (const media of Object.values(body.content)) {
    if (!media.schema) continue;
    const example = exampleOf(media.schema, schemas);
    if (example !== undefined) media.example = example;
    body.required = verb === 'patch' || isList(media.schema) || hasRequiredFields(media.schema, schemas);
  }
};

const isList = (schema: object): boolean => 'type' in schema && schema.type === 'array';

const referred = (kind: 'examples' | 'responses', part: object): ReadonlySet<string> =>
  new Set(
    [...JSON.stringify(part).matchAll(new RegExp(`#/components/${kind}/([\\w.]+)`, 'g'))].map(
      ([, code = '']) => code,
    ),
  );

/** The OpenAPI 3.1 document of every route, from the tables of the routes and the classes of what they carry. */
export const openApiDocument = (app: INestApplication, now = new Date()): OpenAPIObject => {
  const document = SwaggerModule.createDocument(app, config(), {
    extraModels: [
      ...[VerifyApiKey, VerifiedApiKey, FoundSecret, LeakFeedback, NotifyReply],
      ...[RegistryTokenForm, RegistryTokenAnswer, RegistryTokenError],
    ],
    operationIdFactory: (_controller, method) => method,
  });
  Object.assign(document.paths, fastRoutes());
  unwrapReferences([document.paths, document.components?.schemas]);
  placeExampleTimes(document, now);
  describeResources(document);
  for (const item of Object.values(document.paths)) {
    for (const verb of verbs) {
      if (!item[verb]) continue;
      describeBody(item[verb], verb, document.components?.schemas ?? {});
      describeCommon(item[verb]);
    }
  }
  const { schemas } = document.components ?? {};
  const responses = singleRefusals(referred('responses', document.paths));
  document.components = {
    ...document.components,
    schemas: { ...schemas, ...problemSchemas },
    ...{ parameters, headers, responses },
    examples: refusalExamples(referred('examples', [document.paths, responses])),
  };
  return document;
};

/** `/openapi.json`, and `/docs` to read it. The document is made once, when it is first asked for. */
export const serveOpenApi = (app: INestApplication, pages = true): void => {
  let document: OpenAPIObject | undefined;
  const made = () => (document ??= openApiDocument(app));
  let served: Readonly<{ text: string; etag: string }> | undefined;
  const text = () => {
    if (served) return served;
    const json = JSON.stringify(made());
    return (served = { text: json, etag: `"${createHash('sha256').update(json).digest('base64url')}"` });
  };

  const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
  // JSON is YAML too.
  for (const [path, type] of [
    ['/openapi.json', 'application/json; charset=utf-8'],
    ['/openapi.yaml', 'application/yaml; charset=utf-8'],
  ] as const) {
    fastify.get(path, (request, reply) => {
      const { text: body, etag } = text();
      reply.header('etag', etag).header('cache-control', 'no-cache');
      if (request.headers['if-none-match'] === etag) return reply.status(304).send();
      return reply.type(type).send(body);
    });
  }
  if (!pages) return;
  SwaggerModule.setup('docs', app, made, {
    raw: false,
    customSiteTitle: 'Credstream',
    swaggerOptions: { persistAuthorization: true },
  });
};
