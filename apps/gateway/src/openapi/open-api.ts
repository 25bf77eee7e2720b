import type { OpenAPIObject } from '@nestjs/swagger';

/** The parts of an OpenAPI document, as Nest types them. */
export type Paths = OpenAPIObject['paths'];
export type Operation = NonNullable<Paths[string]['get']>;
export type Responses = Operation['responses'];
export type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];
export type Components = NonNullable<OpenAPIObject['components']>;

export const verbs = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

export const reference = (kind: keyof Components, name: string) => ({ $ref: `#/components/${kind}/${name}` });

/** A path as OpenAPI writes it: `/api/v1/users/{id}`. */
export const documentedPath = (path: string): string =>
  `/${path}`.replace(/\/$/, '').replace(/:(\w+)/g, '{$1}');
