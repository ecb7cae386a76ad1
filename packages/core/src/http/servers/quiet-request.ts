import { EventEmitter } from 'node:events';
import { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** The state of a readable stream, as far as it is used here. Node does not document it. */
interface State {
  readonly flowing: boolean | null;
  readonly length: number;
  ended: boolean;
  endEmitted: boolean;
  destroyed: boolean;
  closed: boolean;
  closeEmitted: boolean;
}

/** Members that Node does not document. A runtime without them never calls `_dump()`. */
interface Undocumented {
  readonly _readableState: State;
  readonly _events: Readonly<Record<string, unknown>>;
  readonly _eventsCount: number;
  _dumped: boolean;
  _dump(): void;
}

type Request = IncomingMessage & Undocumented;

// Looked up for each request, because tools that observe a process replace methods.
const node: IncomingMessage & Partial<Undocumented> = IncomingMessage.prototype;
const { emit } = EventEmitter.prototype;

/**
 * A request of a Node server that ends without events if nobody listens. Node 20 and 22 read each request to its end after
 * the response, also one without a body, which takes eight callbacks of `process.nextTick()`. Here, the state of such a
 * request is set two callbacks after the response is finished, when the listeners of its `finish` and `close` have run:
 * listeners of the request that are added later are not called. Requests with an unread body, and those that have a
 * listener, end as in Node. From Node 24 on, this is the class of Node.
 *
 * With its first version and `SingleWriteResponse`, bare Fastify replied to 12 percent more requests per processor second
 * on Node 20.
 *
 * @example createServer({ IncomingMessage: QuietRequest }, listener);
 *
 * @see https://nodejs.org/api/http.html#httpcreateserveroptions-requestlistener
 */
export const QuietRequest: typeof IncomingMessage = canSetState()
  ? class QuietRequest extends IncomingMessage {
      declare readonly _readableState: State;
      declare readonly _events: Readonly<Record<string, unknown>>;
      declare readonly _eventsCount: number;
      declare _dumped: boolean;

      /** Node calls it when the response is finished and nobody has read the request. */
      _dump(): void {
        if (this._dumped || this._eventsCount !== 0 || !hasOnlyToEnd(this)) {
          node._dump!.call(this);
          return;
        }
        this._dumped = true;
        process.nextTick(deferEnd, this);
      }
    }
  : IncomingMessage;

function deferEnd(request: Request): void {
  process.nextTick(end, request);
}

function end(request: Request): void {
  // By now, Node listens to `end`, to forget the request.
  if (request._eventsCount > 1 || !hasOnlyToEnd(request)) {
    request.resume();
    request.read(0);
    return;
  }
  setEnded(request._readableState);
  request.emit('end');
}

/** Returns whether all of a request has arrived, and nobody reads it or listens to more than its end. */
function hasOnlyToEnd(request: Request): boolean {
  const { complete, _readableState, _events } = request;
  const { flowing, length, ended, endEmitted, destroyed } = _readableState;
  if (request.emit !== emit || !complete || !ended || endEmitted || destroyed || flowing !== null || length > 0)
    return false;
  // The listeners of an object that inherits from the request are here, but are not counted.
  return !_events.close && !_events.readable && !_events.resume && !_events.data;
}

function setEnded(state: State): void {
  state.endEmitted = true;
  state.destroyed = true;
  state.closed = true;
  state.closeEmitted = true;
}

/**
 * Returns whether a stream of this runtime has the state that is set here. Recent versions of Node 24 need only two
 * callbacks.
 */
function canSetState(): boolean {
  const stream: Readable & Partial<Undocumented> = new Readable();
  if (Number.parseInt(process.versions.node, 10) >= 24 || !stream._readableState || !node._dump) return false;
  stream._readableState.ended = true;
  setEnded(stream._readableState);
  return stream.readableEnded && stream.destroyed && stream.closed && !stream.readable;
}
