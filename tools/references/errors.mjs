import { errorCatalogue } from '@credstream/domain-kernel';
import { statusOf } from '@credstream/gateway';
import { code, page, table } from './markdown.mjs';

/** Every error code with the HTTP status that its kind has at the gateway. */
export const errorsPage = () =>
  page(
    'Errors',
    'What the `code` of a problem document (RFC 9457) can be. Codes are stable; `detail` has words for the occasion.',
    table(
      ['code', 'kind', 'HTTP', 'meaning', 'what to do'],
      [
        ...errorCatalogue().map((entry) => [
          code(entry.code),
          code(entry.kind),
          statusOf[entry.kind],
          entry.title,
          entry.remedy ?? '',
        ]),
        [code('internal'), '', 500, 'Internal error', 'Look for the trace id in the log'],
      ],
    ),
  );
