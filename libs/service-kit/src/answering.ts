import type { CommonCall, Contract, Method } from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Controller, Inject, type Type } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { Caller, Handles } from './handles.js';
import { ProjectionOperations } from './projections/projection-operations.js';
import { ServiceViews } from './service-views.js';

type Answer<M> =
  M extends Method<infer Request, infer Reply>
    ? (message: Request, context: RequestContext) => Promise<Reply>
    : never;

/** A handler for each call of a contract; those that every contract has are answered here. */
export type Answers<C extends Contract> = {
  readonly [Name in Exclude<keyof C, CommonCall>]: Answer<C[Name]>;
};

type Parts = readonly (abstract new (...args: never[]) => object)[];
type Instances<P extends Parts> = { [Index in keyof P]: InstanceType<P[Index]> };

/** Refuses the names of handlers, `Named`, that are not calls of the contract. */
type Only<C extends Contract, Named extends string> = {
  readonly [Name in Named]: Name extends keyof Answers<C> ? unknown : never;
};

type Table = Readonly<Record<string, (message: object, context: RequestContext) => Promise<object>>>;

/**
 * A controller that answers all calls of a contract, on NATS and on gRPC, to those whom the contract lets in:
 * `answering(auditContract, [AuditQueries], (queries) => ({ list: (message, context) => … }))`. `parts` are
 * providers of the service, in the order in which the table takes them.
 */
export const answering = <C extends Contract, const P extends Parts, Named extends string>(
  contract: C,
  parts: P,
  table: (...instances: Instances<P>) => Answers<C> & Only<C, Named>,
): Type<object> => {
  class ContractController {
    private readonly answers: Table;

    constructor(views: ServiceViews, projections: ProjectionOperations, ...instances: Instances<P>) {
      const common: Readonly<Record<CommonCall, Answer<Method<never, object>>>> = {
        health: () => views.health(),
        listProjections: (_message, context) => projections.list(context),
        rebuildProjection: (message, context) => projections.rebuild(message, context),
        listProjectionFailures: (message, context) => projections.listFailures(message, context),
        retryProjectionFailure: (message, context) => projections.retry(message, context),
        skipProjectionFailure: (message, context) => projections.skip(message, context),
      };
      this.answers = { ...table(...instances), ...common };
    }

    answer(name: string, message: object, context: RequestContext): Promise<object> {
      return this.answers[name]!(message, context);
    }
  }
  Controller()(ContractController);
  [ServiceViews, ProjectionOperations, ...parts].forEach((part, index) =>
    Inject(part)(ContractController, undefined, index),
  );

  const { prototype } = ContractController;
  for (const [name, method] of Object.entries(contract)) {
    const value = function (this: ContractController, message: object, context: RequestContext) {
      return this.answer(name, message, context);
    };
    Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
    // What `@Payload() message: CreateApiKey, @Caller() context` and `@Handles` on a written method amount to.
    Reflect.defineMetadata('design:paramtypes', [method.request, Object], prototype, name);
    Payload()(prototype, name, 0);
    Caller()(prototype, name, 1);
    Handles(method)(prototype, name, Object.getOwnPropertyDescriptor(prototype, name)!);
  }
  return ContractController;
};
