import { RouteParamtypes } from '../metadata/route-paramtypes.js';
import { parameter } from './http/http-parameters.js';

/**
 * An `AbortSignal` that is aborted when the client disconnects before the handler has completed and its reply has been sent: for HTTP
 * requests and for messages of gateways. Pass it to what the handler waits for.
 *
 * @example
 * \@Get() find(\@Signal() signal: AbortSignal) { return fetch(URL, { signal }).then((reply) => reply.json()); }
 * @example
 * \@SubscribeMessage('history')
 * async *history(\@Signal() signal: AbortSignal) { for await (const row of this.store.read({ signal })) yield row; }
 */
export const Signal = (): ParameterDecorator => parameter('Signal', RouteParamtypes.SIGNAL);
