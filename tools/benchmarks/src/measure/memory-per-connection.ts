import { openPlain } from '../load/echo.js';
import { closeAll, openMany } from '../load/websocket-client.js';
import type { Kind } from './kinds.js';
import { SubjectProcess } from './subject-process.js';

/**
 * Bytes by which a subject grows for each idle connection.
 *
 * @param warmUp connections that are opened and closed before, so that code that is loaded and compiled for the first ones does not count
 */
export async function memoryPerConnection(
  kind: Kind,
  file: string,
  connections: number,
  { warmUp = 0 } = {},
): Promise<number> {
  const subject = await SubjectProcess.start(kind, { file, nodeOptions: ['--expose-gc'] });
  try {
    const open = (count: number) => openMany(count, () => openPlain(subject.port));
    closeAll(await open(warmUp));
    const before = await subject.usageAfterCollection();
    const clients = await open(connections);
    const after = await subject.usageAfterCollection();
    closeAll(clients);
    return (after.rss - before.rss) / connections;
  } finally {
    await subject.stop();
  }
}
