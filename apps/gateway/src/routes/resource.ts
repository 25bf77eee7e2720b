import { declareField, fieldsOf, type MessageClass } from '@credstream/contracts';
import { type RequestContext, RequestInvalid } from '@credstream/domain-kernel';
import { checkRequest, declareUnchangeable } from '@credstream/service-kit';
import {
  Body,
  Controller,
  createParamDecorator,
  Delete,
  type ExecutionContext,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Res,
  type Type,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOperation,
  ApiResponse,
  ApiTags,
  OmitType,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../auth/access.js';
import { addAnswerHeaders } from '../http/answers.js';
import { RawAnswer } from '../http/raw-answer.js';
import { Context } from '../http/request-context.js';
import { ReadsQuery } from '../http/request-form.guard.js';
import type { Route } from './route.js';
import { RouteParts } from './route-parts.js';

const SentBody = createParamDecorator((input: MessageClass, host: ExecutionContext) =>
  checkRequest(input, host.switchToHttp().getRequest<FastifyRequest>().body),
);

const routing = { get: Get, post: Post, put: Put, patch: Patch, delete: Delete } as const;

const bytes = 'application/octet-stream';

const pathParametersOf = (path: string): readonly string[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

/** A request of which a part stands in the path. */
const without = (request: MessageClass<object>, names: readonly string[]): MessageClass<object> => {
  if (names.length === 0) return request;
  const rest = OmitType(request, names as never[]);
  Object.defineProperty(rest, 'name', { value: `${request.name}Body` });
  for (const field of fieldsOf(request)) {
    if (!names.includes(field.name)) declareField(rest.prototype as object, field);
  }
  return rest;
};

/** The fields of a class that OpenAPI knows. */
const describedFields = ({ prototype }: MessageClass): readonly string[] =>
  ((Reflect.getMetadata('swagger/apiModelPropertiesArray', prototype as object) ?? []) as string[]).map(
    (name) => name.slice(1),
  );

const refuseNothing = (input: MessageClass, sent: object): void => {
  if (Object.values(sent).some((value) => value !== undefined)) return;
  throw new RequestInvalid(`Send at least one of these fields: ${describedFields(input).join(', ')}`);
};

/** What Nest hands to a route, in this order. */
type Given = readonly [
  sent: object | undefined,
  context: RequestContext,
  response: FastifyReply,
  ...path: string[],
];

/** What goes into the request besides what was sent in fields. */
const besides = ({ conditional, resumable, rawBody }: Route, { request }: FastifyReply): object => ({
  ...(conditional && { unless: request.headers['if-none-match'] }),
  ...(resumable && { after: request.headers['last-event-id'] }),
  ...(rawBody && { base64: Buffer.from((request.body as Uint8Array | undefined) ?? []).toString('base64') }),
});

const handlerOf = (route: Route, input: MessageClass) => {
  const names = pathParametersOf(route.path);
  return async function (this: { parts: RouteParts }, ...[sent, context, response, ...path]: Given) {
    if (route.verb === 'patch') refuseNothing(input, sent ?? {});
    const inPath = Object.fromEntries(names.map((name, at) => [name, path[at]]));
    const asked = { ...sent, ...inPath, ...besides(route, response) };
    const outcome = await route.run(this.parts, asked, context);
    addAnswerHeaders(response, outcome, route);
    return outcome.shown instanceof RawAnswer ? outcome.shown.head(response) : outcome.shown;
  };
};

const fileOf = (types: readonly string[]) => ({
  content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' as const } }])),
});

const addRoute = (controller: Type, key: string, route: Route): void => {
  const { path, verb, method, status, answer, summary, description } = route;
  const { conditional, resumable, rawBody, produces } = route;
  const names = pathParametersOf(path);
  const added = [
    ...(conditional ? ['unless'] : []),
    ...(resumable ? ['after'] : []),
    ...(rawBody ? ['base64'] : []),
  ];
  const input = route.input ?? without(method.request, [...names, ...added]);
  const prototype = controller.prototype as Record<string, unknown>;
  // Nest looks for what is known of a handler under the name of the function.
  prototype[key] = Object.defineProperty(handlerOf(route, input), 'name', { value: key });
  const types = [input, Object, Object, ...names.map(() => String)];
  Reflect.defineMetadata('design:paramtypes', types, prototype, key);
  const inQuery = verb === 'get' || verb === 'delete' || rawBody;
  if (inQuery) Query()(prototype, key, 0);
  // OpenAPI knows no body without fields.
  else if (describedFields(input).length === 0) SentBody(input)(prototype, key, 0);
  else Body()(prototype, key, 0);
  if (verb === 'patch' && answer) declareUnchangeable(input, describedFields(answer));
  // As a decorator would be applied: the last parameter first.
  for (const [at, name] of [...names.entries()].reverse()) Param(name)(prototype, key, at + 3);
  Res({ passthrough: true })(prototype, key, 2);
  Context()(prototype, key, 1);

  const descriptor = Object.getOwnPropertyDescriptor(prototype, key) as TypedPropertyDescriptor<never>;
  for (const decorate of [
    routing[verb](path),
    HttpCode(status),
    Access(method),
    ...(inQuery ? [ReadsQuery()] : []),
    ApiOperation({ operationId: key, summary, ...(description !== undefined && { description }) }),
    ApiResponse({
      status,
      description: '',
      ...(answer && { type: answer }),
      ...(produces && fileOf(produces)),
    }),
    ...(conditional ? [ApiResponse({ status: 304, description: 'The caller has it already' })] : []),
    ...(resumable
      ? [
          ApiHeader({
            name: 'Last-Event-ID',
            required: false,
            description: 'The id of the last event that came',
          }),
        ]
      : []),
    ...(rawBody
      ? [ApiConsumes(bytes), ApiBody({ schema: { type: 'string', format: 'binary' }, required: true })]
      : []),
  ]) {
    decorate(prototype, key, descriptor);
  }
};

export type Resource = Readonly<{
  path: string;
  /** By their operation ids. */
  routes: Readonly<Record<string, Route>>;
  controller: Type;
}>;

/** The routes of a resource, all of them under one path, and the controller that Nest serves them by. */
export const resource = (tag: string, path: string, routes: Readonly<Record<string, Route>>): Resource => {
  class ResourceController {
    constructor(readonly parts: RouteParts) {}
  }
  Reflect.defineMetadata('design:paramtypes', [RouteParts], ResourceController);
  Controller(path)(ResourceController);
  ApiTags(tag)(ResourceController);
  for (const [key, route] of Object.entries(routes)) addRoute(ResourceController, key, route);
  return { path, routes, controller: ResourceController };
};
