import { defineConfig } from 'vitest/config';

// In development the hub (or `npm run mock`) answers on this address.
const hub = process.env['PIHUB_URL'] ?? 'http://localhost:8080';

export default defineConfig({
  build: {
    outDir: 'dist',
    target: 'es2022',
    // Nothing may become a data: address; the hub's content security policy refuses them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What many pages share is one file: a file each would be dozens of requests before the first page shows.
        codeSplitting: { groups: [{ name: 'shared', test: /\/src\/(api|components|format|live|styles|text)\/.*\.ts$|\/node_modules\/(lit|@lit|lit-html|lit-element)\//, minShareCount: 3 }] },
      },
    },
  },
  server: {
    proxy: {
      '/api': { target: hub, ws: true, changeOrigin: false },
      '/plugin-assets': { target: hub, changeOrigin: false },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['test/**/*.test.ts'],
    env: { TZ: 'UTC' },
  },
});
