import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/** The page as one file, and the licences of the libraries that are bundled into it. */
export interface BuiltPage {
  readonly html: string;
  readonly licences: string;
}

const FOLDER = join(import.meta.dirname, '..');
const LICENCES = 'page-licences.md';

/** Builds the page into one HTML file. Script and style are one inline element each, so that a policy can allow them by their hashes. */
export async function buildPage(): Promise<BuiltPage> {
  const built = await build({
    root: FOLDER,
    configFile: false,
    logLevel: 'warn',
    // Vitest sets NODE_ENV to `test`, with which the larger and slower development version of React would be bundled.
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      write: false,
      target: 'es2022',
      cssCodeSplit: false,
      license: { fileName: LICENCES },
      // The page is usually loaded from the same machine, so its size matters little.
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: {
        input: join(FOLDER, 'src/main.tsx'),
        output: { codeSplitting: false },
        // Libraries contain the directive 'use client' for frameworks that render on the server.
        onLog: (level, log, next) => {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') next(level, log);
        },
      },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const files = outputs.flatMap((one) => ('output' in one ? one.output : []));
  const textOf = (matches: (name: string) => boolean): string => {
    const file = files.find(({ fileName }) => matches(fileName));
    if (!file)
      throw new Error(
        `The build did not write one of the expected files. It wrote ${files.map((one) => one.fileName)}.`,
      );
    return file.type === 'chunk' ? file.code : String(file.source);
  };
  const licences = textOf((name) => name.endsWith(LICENCES));
  const html = compose({
    style: textOf((name) => name.endsWith('.css')),
    script: textOf((name) => name.endsWith('.js')),
  });
  return { html, licences };
}

interface Parts {
  readonly style: string;
  readonly script: string;
}

/** Inserts the parts into the template. HTML ends a script at any `</script`, even inside a string. */
function compose({ style, script }: Parts): string {
  const safe = script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  return readFileSync(join(FOLDER, 'page.html'), 'utf8')
    .replace('<!-- style -->', () => `<style>${style.replaceAll('</style', '<\\/style')}</style>`)
    .replace('<!-- script -->', () => `<script type="module">${safe}</script>`);
}
