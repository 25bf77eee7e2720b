import { defineConfig } from 'vite';

export default defineConfig({
  // The sources of the client library, so that no build has to come before this one.
  resolve: { conditions: ['credstream-source', 'module', 'browser', 'production'] },
  oxc: { jsx: { runtime: 'automatic' } },
  html: { cspNonce: 'NONCE-OF-THIS-ANSWER' },
  build: {
    target: 'es2023',
    // Nothing is put into the page itself, and no map of the sources is served.
    assetsInlineLimit: 0,
    sourcemap: false,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_500,
  },
});
