import { dirname } from 'node:path';

/**
 * An Nx plugin: the targets that every workspace project has beside those which Nx infers from its
 * tsconfig and Vitest files. A new package gets them by existing.
 */
const run = (script) => `node --import @oxc-node/core/register tools/${script}`;
const building = ['{workspaceRoot}/tools/build/src/**/*', '{workspaceRoot}/package-lock.json'];
const checking = ['{workspaceRoot}/tools/checks/src/**/*', ...building];

/** Compiling is Nx's own target; published files, which other packages load, are in dist. */
function build(root) {
  return {
    command: run(`build/src/build-main.ts ${root}`),
    cache: true,
    dependsOn: ['compile', '^build'],
    inputs: ['production', ...building],
    outputs: ['{projectRoot}/dist'],
  };
}

function lint(root) {
  return {
    command: `biome check --error-on-warnings ${root} && ${run('checks/src/boundaries/boundaries-main.ts')} ${root}`,
    cache: true,
    // Cycles and undeclared imports reach into other projects: their sources count.
    inputs: ['default', '^default', '{workspaceRoot}/biome.json', ...checking],
  };
}

function api(root) {
  return {
    command: `${run('checks/src/public-api/public-api-main.ts')} ${root}`,
    cache: true,
    dependsOn: ['build'],
    inputs: ['production', '^production', '{projectRoot}/api.md', ...checking],
  };
}

function packageCheck(root) {
  return {
    command: `${run('checks/src/package-check/package-check-main.ts')} ${root}`,
    cache: true,
    dependsOn: ['build', '^build'],
    inputs: ['production', '^production', '{projectRoot}/README.md', '{projectRoot}/LICENSE', ...checking],
  };
}

/** Not a target of every build: it takes minutes. */
const mutants = {
  command: 'node -C @portico/source --import @oxc-node/core/register packages/conformance/test/mutants/run-mutants.ts',
  cache: false,
};

function targetsOf(root) {
  if (!root.startsWith('packages/')) return { lint: lint(root) };
  if (root === 'packages/conformance') return { ...packageTargets(root), mutants };
  return packageTargets(root);
}

function packageTargets(root) {
  return { build: build(root), lint: lint(root), api: api(root), 'package-check': packageCheck(root) };
}

/** `npx nx show projects --projects tag:tool` lists the tools. */
function tagsOf(root) {
  const kind = /^(package|sample|tool)s\//.exec(root)?.[1];
  return kind ? [kind] : [];
}

export const name = 'portico-targets';

export const createNodesV2 = [
  '{docs,packages/*,samples/*,tools/*}/package.json',
  (files) =>
    files.map((file) => {
      const root = dirname(file);
      return [file, { projects: { [root]: { targets: targetsOf(root), tags: tagsOf(root) } } }];
    }),
];
