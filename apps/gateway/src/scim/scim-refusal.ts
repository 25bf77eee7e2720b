/** The detail error keywords of RFC 7644, section 3.12, that Credstream uses. */
export type ScimType =
  'invalidFilter' | 'invalidSyntax' | 'invalidPath' | 'noTarget' | 'invalidValue' | 'mutability';

/** A request that is no SCIM, or asks for what a user here cannot have: 400 with a `scimType`. */
export class ScimRefusal extends Error {
  constructor(
    readonly scimType: ScimType,
    detail: string,
  ) {
    super(detail);
  }
}
