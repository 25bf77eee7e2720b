export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error';
export const listSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
export const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const configSchema = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';
const typeSchema = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const schemaSchema = 'urn:ietf:params:scim:schemas:core:2.0:Schema';

/** At most so many users in one list (RFC 7644, section 3.4.2.4: a server may return fewer than asked for). */
export const scimPageLimit = 200;

const attribute = (
  name: string,
  type: 'string' | 'boolean' | 'complex',
  mutability: 'readOnly' | 'readWrite' | 'immutable',
  more: Readonly<Record<string, unknown>> = {},
) => ({
  ...{ name, type, mutability },
  ...{ multiValued: false, required: false, caseExact: false, returned: 'default', uniqueness: 'none' },
  ...more,
});

const userAttributes = [
  attribute('userName', 'string', 'immutable', { required: true, uniqueness: 'server' }),
  attribute('externalId', 'string', 'immutable', { caseExact: true }),
  attribute('active', 'boolean', 'readWrite'),
  attribute('emails', 'complex', 'immutable', {
    multiValued: true,
    subAttributes: [
      attribute('value', 'string', 'immutable'),
      attribute('type', 'string', 'immutable'),
      attribute('primary', 'boolean', 'immutable'),
    ],
  }),
];

/** What Credstream can do (RFC 7643, section 5). */
export const serviceProviderConfig = {
  schemas: [configSchema],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: scimPageLimit },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'The token of the setting CREDSTREAM_SCIM_TOKEN, or an access token of an administrator',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: '/scim/v2/ServiceProviderConfig' },
};

const userType = {
  schemas: [typeSchema],
  id: 'User',
  name: 'User',
  endpoint: '/Users',
  schema: userSchema,
  meta: { resourceType: 'ResourceType', location: '/scim/v2/ResourceTypes/User' },
};

const userSchemaDocument = {
  schemas: [schemaSchema],
  id: userSchema,
  name: 'User',
  description: 'A user of Credstream',
  attributes: userAttributes,
  meta: { resourceType: 'Schema', location: `/scim/v2/Schemas/${userSchema}` },
};

/** RFC 7644, section 3.4.2. */
export const listOf = (resources: readonly object[], totalResults = resources.length, startIndex = 1) => ({
  schemas: [listSchema],
  ...{ totalResults, startIndex, itemsPerPage: resources.length },
  Resources: resources,
});

/** Documents that say what a server can do, by their id. */
export const resourceTypes = { User: userType } as const;
export const schemaDocuments = { [userSchema]: userSchemaDocument } as const;
