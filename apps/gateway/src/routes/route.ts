import type { MessageClass, Method } from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import type { Refusal } from '../openapi/refusals.js';
import type { RouteParts } from './route-parts.js';

export type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What a call was made with, for what is shown of its reply. */
export type Made<Request> = Readonly<{ message: Request; parts: RouteParts; context: RequestContext }>;

/** How a reply is answered over HTTP. A route without `answer` answers 204. */
export type RouteOptions<Request extends object, Reply extends object> = Readonly<{
  /** What the route does, in a few words. */
  summary: string;
  description?: string;
  /** The refusals of this call, beside those that every call can meet. */
  refuses?: readonly Refusal[];
  /** The class of the answer. */
  answer?: MessageClass<object>;
  show?: (reply: Reply, made: Made<Request>) => object | Promise<object>;
  /** Where the new thing is: 201. */
  location?: (reply: Reply) => string;
  /** The answer holds a secret: no cache may keep it. */
  secret?: true;
  /** What this gateway has to know before the answer leaves. */
  before?: (parts: RouteParts, reply: Reply) => void;
  /** What may be sent, where it is not the request of the call without what is in the path. */
  input?: MessageClass<object>;
  /** The request of the call, where it is not `input` with what is in the path. */
  message?: (input: never) => Request;
  /** Asks for the reply, where that is not one call of one service. The call of the route says who may. */
  ask?: (parts: RouteParts, message: Request, context: RequestContext) => Promise<Reply>;
  /** What was asked for is done later: 202. */
  accepted?: true;
  /** The reply has no revision and no position: a list, or counts. */
  unversioned?: true;
  /** The answer has an ETag, and If-None-Match goes into the request as `unless`. */
  conditional?: true;
  /** A stream of events: Last-Event-ID goes into the request as `after`. */
  resumable?: true;
  /** The body is bytes, whatever it is called, and goes into the request as `base64`; the rest is in the query. */
  rawBody?: true;
  /** What is answered where it is no JSON of a class. */
  produces?: readonly string[];
}>;

export type Outcome = Readonly<{ reply: object; location?: string; shown?: object }>;

/** A route as the table of its resource has it. */
export type Route = Readonly<{
  verb: Verb;
  path: string;
  method: Method;
  status: 200 | 201 | 202 | 204;
  summary: string;
  description?: string;
  refuses?: readonly Refusal[];
  answer?: MessageClass<object>;
  input?: MessageClass<object>;
  secret?: true;
  unversioned?: true;
  conditional?: true;
  resumable?: true;
  rawBody?: true;
  produces?: readonly string[];
  /** Makes the call with what was sent and what stood in the path. */
  run: (parts: RouteParts, sent: object, context: RequestContext) => Promise<Outcome>;
}>;

const declare =
  (verb: Verb) =>
  <Request extends object, Reply extends object>(
    path: string,
    method: Method<Request, Reply>,
    { show, location, before, ask, accepted, message: messageOf, ...described }: RouteOptions<Request, Reply>,
  ): Route => ({
    ...described,
    ...{ verb, path, method },
    status: accepted ? 202 : location ? 201 : described.answer || described.produces ? 200 : 204,
    run: async (parts, sent, context) => {
      const message = messageOf ? messageOf(sent as never) : (sent as Request);
      const reply = await (ask
        ? ask(parts, message, context)
        : parts.services.call(method, message, context));
      before?.(parts, reply);
      const shown = await show?.(reply, { message, parts, context });
      return { reply, ...(location && { location: location(reply) }), ...(shown && { shown }) };
    },
  });

export const get = declare('get');
export const post = declare('post');
export const put = declare('put');
export const patch = declare('patch');
export const remove = declare('delete');
