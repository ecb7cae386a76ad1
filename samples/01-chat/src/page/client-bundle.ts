import { rolldown } from 'rolldown';

/** `@portico/client` as one module: browsers load the files of the page without a build, and packages cannot be imported by name there. */
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
