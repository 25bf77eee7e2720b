import { Answer, OneOf, Text } from '@credstream/contracts';
import { ApiProperty } from '@nestjs/swagger';

const grantTypes = {
  name: 'RegistryGrantType',
  values: ['password', 'refresh_token', 'urn:ietf:params:oauth:grant-type:token-exchange'],
};

/** The form of the token endpoint of registries. */
export class RegistryTokenForm {
  @OneOf(grantTypes) grant_type!: string;
  @Text({ description: 'The service of the registry' }) service!: string;
  @Text({ optional: true, description: 'What the client calls itself' }) client_id?: string;
  @Text({ optional: true, description: 'What is asked for, with spaces; it can be repeated' }) scope?: string;
  @Text({ optional: true, description: 'offline asks for a refresh token' }) access_type?: string;
  @Text({ optional: true }) username?: string;
  @Text({ optional: true }) password?: string;
  @Text({ optional: true }) refresh_token?: string;
  @Text({ optional: true, description: 'Of a workload: its own JWT (RFC 8693)' }) subject_token?: string;
  @Text({ optional: true }) subject_token_type?: string;
}

/** A token, as clients of registries read it. */
export class RegistryTokenAnswer {
  @Answer({ optional: true, description: 'A JWT with what was granted; not of an exchange' }) token?: string;
  @Answer({ description: 'The same, or what a workload gets in exchange' }) access_token!: string;
  @Answer({ optional: true, description: 'Of an exchange' }) issued_token_type?: string;
  @ApiProperty({ type: 'integer', description: 'Seconds until it ends' }) expires_in!: number;
  @ApiProperty({ type: 'string', format: 'date-time', required: false }) issued_at?: string;
  @Answer({ optional: true, description: 'Bearer, in the answer to a form' }) token_type?: string;
  @Answer({ optional: true, description: 'What was granted, in the answer to a form' }) scope?: string;
  @Answer({ optional: true, description: 'Where the registry allows it and it was asked for' })
  refresh_token?: string;
}

class RegistryTokenErrorItem {
  @Answer({ description: 'UNAUTHORIZED, TOOMANYREQUESTS, UNSUPPORTED, UNAVAILABLE or UNKNOWN' })
  code!: string;
  @Answer({ description: 'One line for the person at the terminal' }) message!: string;
}

/** A refusal: both as registries and as OAuth 2 write it. */
export class RegistryTokenError {
  @Answer({ of: () => RegistryTokenErrorItem, list: true }) errors!: RegistryTokenErrorItem[];
  @Answer({ description: 'RFC 6749 section 5.2' }) error!: string;
  @Answer({ optional: true }) error_description?: string;
}
