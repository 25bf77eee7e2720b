import { defineError } from '@credstream/domain-kernel';

export class ConsoleHeaderMissing extends defineError(
  'auth.console_header_missing',
  'forbidden',
  'A change that is made with the session of a browser needs the header X-Credstream-Console',
  'Send X-Credstream-Console: 1, which no page of another site can send; or use an access token or an API key',
) {}
