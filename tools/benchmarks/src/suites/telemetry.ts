import { echoLoad, openPlain } from '../load/echo.js';
import { httpLoad } from '../load/http.js';
import type { Load } from '../load/load.js';
import type { Kind } from '../measure/kinds.js';
import { loadFigures, measureLoad } from '../measure/measure-load.js';
import type { Suite, Work } from '../measure/work.js';
import { message } from './message.js';

const compared: readonly Kind[] = ['bare', 'portico'];
const cat = { id: '7', name: 'Tom', kind: 'cat', lives: 9 };
const text = JSON.stringify({ event: 'echo', data: message });

/** The same application with the SDK of OpenTelemetry and without it. */
function observed(name: string, file: string, load: (port: number) => Promise<Load>): Work {
  return {
    name,
    kinds: compared,
    baseName: 'Portico without telemetry',
    figures: loadFigures(),
    measure: (kind, timing) =>
      measureLoad('portico', { file, arguments: kind === 'bare' ? [] : ['observed'] }, load, timing),
  };
}

export const telemetry: Suite = {
  name: 'telemetry',
  title: 'OpenTelemetry',
  works: [
    observed('Fastify GET with a span for each request', 'portico/telemetry-http', (port) =>
      httpLoad(port, { method: 'GET', path: '/cats/7', status: 200, answer: cat }),
    ),
    observed('ws echo with a span for each message, 1 in flight', 'portico/telemetry-ws', (port) =>
      echoLoad(port, { inFlight: 1, open: () => openPlain(port), message: text, answer: text }),
    ),
  ],
};
