import type { INestApplication } from '@portico/common';
import type { RunCase } from '../area.js';
import { within } from '../within.js';
import { ApplicationBuilder } from './build.js';
import type { HttpCase } from './case.js';
import { Client, type Reply } from './client.js';
import { describeError } from './enhancers.js';
import { Probe } from './probe.js';

/** Turns of the event loop after which an application counts as one that does not close. */
const TIMEOUT_MS = 300;

export interface HttpObservation {
  /** The error with which the application refused to start. */
  readonly refused?: string;
  readonly requests: readonly RequestObservation[];
  /** Whether the application has closed without help. */
  readonly isClosed?: boolean;
}

export interface RequestObservation {
  readonly reply: Reply;
  readonly trace: readonly string[];
  readonly log: readonly string[];
}

/** Builds the application of a case, sends its requests one after the other and closes it. */
export const runCase: RunCase<HttpCase, HttpObservation> = async (kit, platform, theCase) => {
  const probe = new Probe();
  let app: INestApplication;
  try {
    app = await new ApplicationBuilder(kit, platform, probe).build(theCase);
    await app.listen(0, '127.0.0.1');
  } catch (error) {
    return { refused: describeError(error), requests: [] };
  }
  const client = new Client(app.getHttpServer(), theCase);
  probe.take();
  const requests: RequestObservation[] = [];
  for (const request of theCase.requests) {
    const reply = await client.send(request);
    requests.push({ reply, ...probe.take() });
  }
  client.close();
  const closing = app.close();
  const isClosed = await within(
    closing.then(() => true),
    TIMEOUT_MS,
    false,
  );
  // A request without a reply keeps its connection, and its server does not notice that the client has left while it does
  // not read the body.
  if (!isClosed) app.getHttpServer().closeAllConnections();
  await closing;
  return { requests, isClosed };
};
