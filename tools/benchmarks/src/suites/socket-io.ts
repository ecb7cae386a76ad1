import { echoLoad } from '../load/echo.js';
import { openSocketIo } from '../load/socket-io.js';
import { kinds } from '../measure/kinds.js';
import { LoadedSubjects } from '../measure/loaded-subjects.js';
import { loadFigures } from '../measure/measure-load.js';
import type { Suite, Work } from '../measure/work.js';
import { message } from './message.js';

const EVENT = '42';
const ACKNOWLEDGEMENT = '43';
const ID = '7';

function emitWithAck(name: string, event: string, inFlight: number): Work {
  const sent = EVENT + ID + JSON.stringify([event, message]);
  const answer = ACKNOWLEDGEMENT + ID + JSON.stringify([message]);
  return {
    name,
    kinds,
    figures: loadFigures(),
    start: (kind) => {
      const load = (port: number) =>
        echoLoad(port, { inFlight, open: () => openSocketIo(port), message: sent, answer });
      return LoadedSubjects.start(kind, { file: kind === 'bare' ? 'bare/socket-io' : 'framework/socket-io' }, load);
    },
  };
}

export const socketIo: Suite = {
  name: 'socket.io',
  title: 'socket.io',
  works: [
    emitWithAck('socket.io emit with ack, 1 in flight', 'ack', 1),
    emitWithAck('socket.io emit with ack, 8 in flight', 'ack', 8),
    emitWithAck('socket.io with guard, interceptor, pipe, 8 in flight', 'enhanced-ack', 8),
  ],
};
