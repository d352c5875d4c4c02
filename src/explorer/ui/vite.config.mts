import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  // Relative, so that the page works behind a proxy that adds a path.
  base: './',
  plugins: [react()],
  // The listing of some hundred chunks helps nobody; warnings and errors still show.
  logLevel: 'warn',
  build: {
    outDir: resolve(import.meta.dirname, '../../../dist/explorer'),
    emptyOutDir: true,
    target: 'es2022',
    // Never inline: the content security policy of the page allows no data: but images.
    assetsInlineLimit: 0,
    // The editor alone is about 4 MB; it comes from the same host and is cached for good.
    chunkSizeWarningLimit: 6000,
    reportCompressedSize: false,
    rolldownOptions: {
      // GraphiQL's own "use no memo" speaks to a compiler that has already run.
      onLog: (level, log, handle) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
  worker: { format: 'es' },
});
