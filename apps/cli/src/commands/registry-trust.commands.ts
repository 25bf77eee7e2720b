import type { Argument, CommandDeclaration } from '../client/command.js';

const place: Argument = {
  name: '<registry>',
  help: 'id or name of the registry',
  names: 'registries',
  to: 'path.registryId',
};
const key: Argument = { name: '<kid>', help: 'its id, from registries keys list', to: 'path.kid' };
const keys = '/api/v1/registries/{registryId}/signing-keys';
const issuers = '/api/v1/registries/{registryId}/trusted-issuers';
const keyColumns = ['kid', 'phase', 'publishedAt', 'usedFrom', 'retiredAt'];

/** The keys that a registry trusts, and the issuers whose workloads it lets in. */
export const registryTrustCommands: readonly CommandDeclaration[] = [
  {
    name: 'registries keys list',
    summary: 'List the keys that sign the tokens of a registry',
    example: 'credstream registries keys list images',
    route: `GET ${keys}`,
    arguments: [place],
    items: 'items',
    columns: keyColumns,
  },
  {
    name: 'registries keys rotate',
    summary: 'Publish a new signing key; it signs after a week, or once it is confirmed',
    example: 'credstream registries keys rotate images',
    route: `POST ${keys}/rotate`,
    arguments: [place],
    options: [
      {
        flags: '--published-for <seconds>',
        help: 'how long it is published before it signs',
        to: 'body.publishedForSeconds',
        kind: 'number',
      },
    ],
    items: 'items',
    columns: keyColumns,
    waits: { look: 'credstream registries keys list NAME', load: () => import('./waits/signing-key.js') },
  },
  {
    name: 'registries keys confirm',
    summary: 'Say that the registry knows a new signing key; it signs from then on',
    example: 'credstream registries keys confirm images K2QD',
    route: `POST ${keys}/{kid}/confirm`,
    arguments: [place, key],
    bodyless: true,
    items: 'items',
    columns: keyColumns,
  },
  {
    name: 'registries keys retire',
    summary: 'Trust a signing key no longer',
    example: 'credstream registries keys retire images K2QD --yes',
    route: `POST ${keys}/{kid}/retire`,
    arguments: [place, key],
    bodyless: true,
    items: 'items',
    columns: keyColumns,
    confirm: 'Retire the key of',
  },
  {
    name: 'registries issuers add',
    summary: 'Let the workloads of an issuer of OpenID Connect tokens in, without a password',
    example:
      "credstream registries issuers add images https://token.actions.githubusercontent.com --claim repository=acme/app --scope 'repository:team/*:pull,push'",
    route: `POST ${issuers}`,
    arguments: [place, { name: '<issuer>', help: 'its address', to: 'body.issuer' }],
    options: [
      {
        ...{ flags: '--claim <name=value...>', help: 'what a token must say; * for any characters' },
        ...{ to: 'body.claims', kind: 'pairs', required: true },
      },
      {
        ...{ flags: '--scope <scope...>', help: 'what they may do, as repository:team/*:pull,push' },
        ...{ to: 'body.scopes', kind: 'token scopes', required: true },
      },
      { flags: '--audience <name>', help: 'of its tokens; the service when absent', to: 'body.audience' },
    ],
  },
  {
    name: 'registries issuers list',
    summary: 'List the issuers whose workloads are let in',
    example: 'credstream registries issuers list images',
    route: `GET ${issuers}`,
    arguments: [place],
    items: 'items',
    columns: ['id', 'issuer', 'audience', 'claims', 'addedAt'],
  },
  {
    name: 'registries issuers remove',
    summary: 'Let the workloads of an issuer in no longer',
    example: 'credstream registries issuers remove images 7d1Kx0aQ2w9Z --yes',
    route: `DELETE ${issuers}/{issuerId}`,
    arguments: [place, { name: '<id>', help: 'from registries issuers list', to: 'path.issuerId' }],
    confirm: 'Remove the issuer from',
  },
];
