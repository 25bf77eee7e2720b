// For their error codes: whatever a service refuses, the gateway is asked what it means.
import '@credstream/domain-apikey';
import '@credstream/domain-identity';
import { errorCatalogue } from '@credstream/domain-kernel';

const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  );

/** The page that the `type` of a problem document leads to: each code, with its meaning. */
export const errorPage = (): string => {
  const rows = errorCatalogue().map(
    ({ code, title, remedy = '' }) =>
      `<dt id="${escaped(code)}"><code>${escaped(code)}</code></dt><dd>${escaped(title)}. ${escaped(remedy)}</dd>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Credstream: errors</title><h1>Errors</h1><dl>${rows.join('')}</dl></html>`;
};
