import { echoLoad, openPlain } from '../load/echo.js';
import { httpLoad } from '../load/http.js';
import type { Load } from '../load/load.js';
import type { Kind } from '../measure/kinds.js';
import { LoadedSubjects } from '../measure/loaded-subjects.js';
import { loadFigures } from '../measure/measure-load.js';
import type { Suite, Work } from '../measure/work.js';
import { message } from './message.js';

const compared: readonly Kind[] = ['bare', 'portico'];
const cat = { id: '7', name: 'Tom', kind: 'cat', lives: 9 };
const text = JSON.stringify({ event: 'echo', data: message });

type StartLoad = (port: number) => Promise<Load>;

/** The same application with the SDK of OpenTelemetry and without it. */
function observed(name: string, file: string, load: StartLoad): Work {
  return {
    name,
    kinds: compared,
    baseName: 'Portico without telemetry',
    figures: loadFigures(),
    start: (kind) => LoadedSubjects.start('portico', { file, arguments: kind === 'bare' ? [] : ['observed'] }, load),
  };
}

/** Against the bare library with the same spans from own code, so that both sides include the cost of the SDK. */
function againstHand(name: string, file: string, load: StartLoad): Work {
  return {
    name: `${name}, against spans by hand`,
    kinds: compared,
    figures: loadFigures(),
    start: (kind) =>
      kind === 'bare'
        ? LoadedSubjects.start(kind, { file: `bare/${file}` }, load)
        : LoadedSubjects.start(kind, { file: `portico/${file}`, arguments: ['observed'] }, load),
  };
}

const http: StartLoad = (port) => httpLoad(port, { method: 'GET', path: '/cats/7', status: 200, answer: cat });
const ws: StartLoad = (port) =>
  echoLoad(port, { inFlight: 1, open: () => openPlain(port), message: text, answer: text });

const OF_REQUESTS = 'Fastify GET with a span for each request';
const OF_MESSAGES = 'ws echo with a span for each message, 1 in flight';

export const telemetry: Suite = {
  name: 'telemetry',
  title: 'OpenTelemetry',
  works: [
    observed(OF_REQUESTS, 'portico/telemetry-http', http),
    observed(OF_MESSAGES, 'portico/telemetry-ws', ws),
    againstHand(OF_REQUESTS, 'telemetry-http', http),
    againstHand(OF_MESSAGES, 'telemetry-ws', ws),
  ],
};
