import { ANNOUNCEMENT_BYTES, type Held } from '../../subjects/announcement.js';
import type { SubjectProcess } from '../measure/subject-process.js';
import type { Clients } from './clients.js';

/** Streams are opened in parts, so that the process replies in time. */
const PART = 10_000;

/** Opens WebSockets over streams in the process of the subject, which count what is written to them. */
export async function openStreams(subject: SubjectProcess, count: number): Promise<Clients> {
  for (let opened = 0; opened < count; opened += PART) await subject.call<Held>('open', Math.min(PART, count - opened));
  return {
    async received({ bytes }) {
      if (bytes !== count * ANNOUNCEMENT_BYTES) throw new Error(`${count} streams received ${bytes} bytes.`);
    },
    close: async () => void (await subject.call<Held>('closeAll')),
  };
}
