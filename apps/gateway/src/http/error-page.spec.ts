import { readFileSync } from 'node:fs';
import { errorCatalogue } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { errorPage } from './error-page.js';

describe('the page of errors', () => {
  it.each(['apikey.name_taken', 'user.username_taken', 'session.ended', 'request.secret_in_url'])(
    'has a place for %s, as problem documents point to it',
    (code) => {
      expect(errorPage()).toContain(`id="${code}"`);
    },
  );

  it('has a place for every error of the reference, in a gateway that runs alone', () => {
    const rows = readFileSync('docs/reference/errors.md', 'utf8').matchAll(/^\| `([\w.]+)`/gm);
    const page = errorPage();
    const missing = [...rows].map(([, code]) => code).filter((code) => !page.includes(`id="${code}"`));
    expect(missing).toEqual([]);
  });

  it('says of each error what it means and what to do, in different words', () => {
    const silent = errorCatalogue().filter(({ title, remedy }) => !remedy || remedy.includes(title));
    expect(silent.map(({ code }) => code)).toEqual([]);
  });
});
