import { type Kind, kinds } from '../measure/kinds.js';
import { SubjectProcess } from '../measure/subject-process.js';
import type { Suite, Work } from '../measure/work.js';

/** A start takes a fraction of a second: as long as a disturbance of the machine. */
const SAMPLES = 5;

const imports: Work = {
  name: 'import of common, core and platform-fastify',
  kinds,
  samples: SAMPLES,
  figures: [{ name: 'time', unit: 'ms', base: 'nestjs' }],
  async measure(kind) {
    const { elapsed } = await startOnce(kind, 'imports');
    return { time: elapsed! };
  },
};

const oneController: Work = {
  name: 'one controller on Fastify, start to listening',
  kinds,
  samples: SAMPLES,
  figures: [
    { name: 'time', unit: 'ms', base: 'bare' },
    { name: 'resident memory', unit: 'bytes', base: 'bare' },
  ],
  async measure(kind) {
    const { elapsed, rss } = await startOnce(kind, 'one-controller');
    return { time: elapsed!, 'resident memory': rss };
  },
};

async function startOnce(kind: Kind, name: string) {
  const folder = kind === 'bare' ? 'bare' : 'framework';
  const subject = await SubjectProcess.start(kind, { file: `${folder}/${name}` });
  await subject.stop();
  return subject.ready;
}

export const start: Suite = { name: 'start', title: 'Start', works: [imports, oneController] };
