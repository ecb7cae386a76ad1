import { join } from 'node:path';
import { findExecutable } from '@portico/test-support';
import { broadcastLoad } from '../load/broadcast.js';
import { echoLoad, openPlain } from '../load/echo.js';
import { workspaceRoot } from '../locations.js';
import type { Kind } from '../measure/kinds.js';
import { LoadedSubjects } from '../measure/loaded-subjects.js';
import { loadFigures } from '../measure/measure-load.js';
import type { SubjectOptions } from '../measure/subject-process.js';
import type { Suite, Work } from '../measure/work.js';
import { message } from './message.js';

const measured: readonly Kind[] = ['bare', 'portico'];
const echo = JSON.stringify({ event: 'echo', data: message });
const platform = join(workspaceRoot, 'samples/platform-bun/src/platform/index.ts');

const onNode: SubjectOptions = { file: 'bare/ws' };

/** The gateway of the WebSocket suite on samples/platform-bun, against what `base` starts. */
function echoWork(name: string, inFlight: number, baseName: string, base: () => SubjectOptions): Work {
  return {
    name,
    kinds: measured,
    baseName,
    figures: loadFigures(),
    start: (kind) => {
      const subject = kind === 'bare' ? base() : onBun('portico/bun-ws');
      const load = (port: number) => echoLoad(port, { inFlight, open: openPlain, message: echo, answer: echo });
      return LoadedSubjects.start(kind, subject, load);
    },
  };
}

const roomBroadcast: Work = {
  name: 'ws room broadcast on Bun to 1,000 clients, 10 messages per tick',
  kinds: measured,
  baseName: 'loop with ws on Node',
  figures: loadFigures(),
  start: (kind) => {
    const subject = kind === 'bare' ? { file: 'bare/broadcast' } : onBun('portico/bun-rooms');
    return LoadedSubjects.start(kind, subject, (port) => broadcastLoad(port));
  },
};

export const bun: Suite = {
  name: 'bun',
  title: 'WebSocket on Bun (samples/platform-bun)',
  isOptional: true,
  works: [
    echoWork('ws echo on Bun, 1 in flight', 1, 'ws on Node', () => onNode),
    echoWork('ws echo on Bun, 16 in flight', 16, 'ws on Node', () => onNode),
    echoWork('ws echo on Bun against bare Bun.serve(), 1 in flight', 1, 'bare Bun.serve()', () => onBun('bare/bun-ws')),
    roomBroadcast,
  ],
};

function onBun(file: string): SubjectOptions {
  return { file, program: bunProgram(), arguments: [platform] };
}

/** @throws Error that says how to install Bun */
function bunProgram(): string {
  const forTests = join(workspaceRoot, 'tools/packed/runtimes/node_modules/@oven/bun-linux-x64/bin');
  const found = findExecutable('bun') ?? findExecutable('bun', forTests);
  if (found) return found;
  throw new Error('Bun is not installed. Add bun to the PATH, or run: npm ci --prefix tools/packed/runtimes');
}
