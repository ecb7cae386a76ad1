import '@oxc-node/core/register';

/** What Nx loads. The generator itself is TypeScript, which the hooks above let Node read. */
export default async function generate(tree, options) {
  const { generatePlatform } = await import('./generate-platform.js');
  return generatePlatform(tree, options);
}
