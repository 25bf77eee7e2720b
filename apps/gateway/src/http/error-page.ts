// For their error codes: whatever a service refuses, the gateway is asked what it means.
import '@credstream/domain-apikey';
import '@credstream/domain-audit';
import '@credstream/domain-credential';
import '@credstream/domain-identity';
import '@credstream/domain-projections';
import '@credstream/domain-registry';
import '@credstream/domain-registry-access';
import '@credstream/encryption';
import '../audit/long-answer.errors.js';
import '../console/console.errors.js';
import { errorCatalogue } from '@credstream/domain-kernel';
import { escaped } from './html.js';

/** What nobody expected has a code as well, and no class. */
const internal = { code: 'internal', title: 'Internal error', remedy: 'Look for the trace id in the log' };

/** The page that the `type` of a problem document leads to: each code, with its meaning. */
export const errorPage = (): string => {
  const rows = [...errorCatalogue(), internal].map(
    ({ code, title, remedy = '' }) =>
      `<dt id="${escaped(code)}"><code>${escaped(code)}</code></dt><dd>${escaped(title)}. ${escaped(remedy)}</dd>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Credstream: errors</title><h1>Errors</h1><dl>${rows.join('')}</dl></html>`;
};
