import { rolldown } from 'rolldown';

/** Bundles `@portico/client` into one module, because the page has no build, and browsers cannot import packages by name. */
export async function bundleClient(): Promise<Buffer> {
  const bundle = await rolldown({
    input: '@portico/client',
    cwd: import.meta.dirname,
    platform: 'browser',
    resolve: { conditionNames: ['@portico/source', 'import', 'default'] },
  });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  return Buffer.from(output[0].code);
}
