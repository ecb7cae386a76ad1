import { type Kind, kinds } from '../measure/kinds.js';
import { SubjectProcess } from '../measure/subject-process.js';
import type { Suite, Work } from '../measure/work.js';

const frameworks: readonly Kind[] = ['portico', 'nestjs'];

/** `createApplicationContext` on a binary tree of modules, each with 5 providers and a controller. */
function context(modules: number): Work {
  return {
    name: `context of ${modules.toLocaleString('en-US')} modules`,
    kinds: frameworks,
    figures: [
      { name: 'time', unit: 'ms', base: 'nestjs' },
      { name: 'peak memory', unit: 'bytes', base: 'nestjs' },
    ],
    measure: (kind) => start(kind, 'framework/tree-context', modules),
  };
}

/** The cost of a module in a large application, relative to a small one; 1 is linear growth. */
const growth: Work = {
  name: 'time per module, 3,200 modules against 400',
  kinds: frameworks,
  figures: [{ name: 'growth', unit: 'times', base: 'nestjs' }],
  async measure(kind) {
    const small = await start(kind, 'framework/tree-context', 400);
    const large = await start(kind, 'framework/tree-context', 3_200);
    return { growth: large.time / 3_200 / (small.time / 400) };
  },
};

const fastify: Work = {
  name: '400 modules on Fastify, create and init',
  kinds,
  samples: 3,
  figures: [
    { name: 'time', unit: 'ms', base: 'bare' },
    { name: 'peak memory', unit: 'bytes', base: 'bare' },
  ],
  measure: (kind) => start(kind, kind === 'bare' ? 'bare/tree-fastify' : 'framework/tree-fastify', 400),
};

async function start(kind: Kind, file: string, modules: number): Promise<{ time: number; 'peak memory': number }> {
  const subject = await SubjectProcess.start(kind, { file, arguments: [modules] });
  await subject.stop();
  return { time: subject.ready.elapsed!, 'peak memory': subject.ready.peakRss };
}

export const container: Suite = {
  name: 'container',
  title: 'Container',
  works: [context(50), context(400), context(3_200), growth, fastify],
};
