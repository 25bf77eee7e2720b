import { describe, expect, it } from '@jest/globals';
import { errorPage } from './error-page.js';

describe('the page of errors', () => {
  it.each(['apikey.name_taken', 'user.username_taken', 'session.ended', 'request.secret_in_url'])(
    'has a place for %s, as problem documents point to it',
    (code) => {
      expect(errorPage()).toContain(`id="${code}"`);
    },
  );
});
