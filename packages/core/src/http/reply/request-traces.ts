import type { ServerResponse } from 'node:http';
import type { RequestTrace } from '../../diagnostics/channels.js';
import type { OpenTrace } from '../../diagnostics/trace-call.js';

/** The traces of observed requests: a stream can fail when the call of its handler has long returned. */
const traces = new WeakMap<ServerResponse, OpenTrace<RequestTrace>>();

export function keepTrace(opened: OpenTrace<RequestTrace>): void {
  traces.set(opened.trace.response, opened);
}

/** Publishes the failure of a stream, if its request is observed. */
export function traceFailure(response: ServerResponse, error: unknown): void {
  traces.get(response)?.fail(error);
}
