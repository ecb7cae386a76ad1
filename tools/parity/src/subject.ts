import type { AreaName, RunCase } from './area.js';
import { loadKit } from './kit.js';
import { ALIVE, type Answer, type Question } from './protocol.js';
import { frameworkOf, platformOf, type SubjectName } from './subjects.js';

/** The child process: runs cases with one framework on one platform. */
const subject = process.argv[2] as SubjectName;
const kit = await loadKit(frameworkOf(subject));
const areas = new Map<AreaName, RunCase>();

async function answer({ id, area, theCase }: Question): Promise<Answer> {
  try {
    const runCase = areas.get(area) ?? ((await import(`./${area}/run-case.js`)).runCase as RunCase);
    areas.set(area, runCase);
    return { id, observation: await runCase(kit, platformOf(subject), theCase) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function send(message: Answer): void {
  process.send?.(message);
}

process.on('message', (question: Question) => void answer(question).then(send));
process.on('disconnect', () => process.exit());
setInterval(() => process.send?.(ALIVE), 1_000).unref();
send({ id: 0 });
