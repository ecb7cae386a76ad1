import type { Difference } from '../../area.js';
import type { ExplainedDifference, Seen } from '../../explained-difference.js';
import type { GatewayCase, Handler, Parameter } from '../case.js';
import { handlerAt, handlersOf, messagesIn } from './messages.js';
import { beyond, isSameWithout, someOf } from './seen.js';

/** In which order pipes run, and which of them when one refuses. */
export const pipeDifferences: readonly ExplainedDifference<GatewayCase>[] = [
  {
    id: 'pipes-after-refusal',
    area: 'gateways',
    title: 'A pipe rejects a parameter before the pipes of another parameter have run',
    reference: 'They still run.',
    portico: 'They do not run. The error is the same.',
    reason: 'A failed call has no further effects.',
    docs: 'pipeline.md',
    without: (theCase, difference) =>
      difference.path.endsWith('.trace.pipes') ? withoutLaterPipes(theCase, difference) : difference,
  },
  {
    id: 'gateway-pipe-order',
    area: 'gateways',
    title: 'Pipes reject several parameters of a handler',
    reference: 'The pipes of all parameters run at once, pipe by pipe, and the first rejection is reported.',
    portico: 'The pipes run parameter by parameter, the last one first, and the first rejection is reported.',
    reason: 'Synchronous pipes create no promises. Pipes of one handler must not depend on each other.',
    docs: 'pipeline.md',
    matches: (theCase, difference) =>
      [...refusedIn(theCase, difference).values()].some((parameters) => parameters.length > 1) &&
      /\.(client |errors|trace\.(filters|Gateway))/.test(difference.path) &&
      isSameWithout(
        difference,
        /exception|filtered|^Gateway\d+\.\S*filter|^global\.filter|WsExceptionsHandler| failed /,
      ),
  },
];

const UNDECORATED: readonly Parameter[] = Array.from({ length: 3 }, () => ({ from: 'undecorated', pipes: [] }));

/** The handlers that are called in a step, each with those of its parameters that a pipe may refuse. */
function refusedIn(theCase: GatewayCase, difference: Difference): ReadonlyMap<Handler, readonly Parameter[]> {
  const refused = new Map<Handler, readonly Parameter[]>();
  for (const { event } of messagesIn(theCase, difference))
    for (const { handlers, inherited, enhancers } of theCase.gateways)
      for (const handler of handlersOf([...handlers, ...inherited], event)) {
        const outer = [theCase.global, enhancers, handler.enhancers].flatMap(({ pipes }) => pipes);
        const isRefused = ({ pipes }: Pick<Parameter, 'pipes'>) =>
          [...outer, ...pipes].some(({ does }) => does === 'throw' || does === 'parse-int');
        // Without decorators there are three: client, data and acknowledgement.
        const parameters = handler.parameters.length > 0 ? handler.parameters : UNDECORATED;
        refused.set(handler, parameters.filter(isRefused));
      }
  return refused;
}

/** Whether a line is of the parameter that Portico begins with, before one of its pipes may refuse it. */
function isFirst(theCase: GatewayCase, line: string, handler: Handler): boolean {
  const [, index, at] = /\.parameter(\d+)\.pipe(\d+) /.exec(line) ?? [];
  const last = handler.parameters.findLastIndex(({ from }) => from !== 'ack' && from !== 'undecorated');
  if (index === undefined || Number(index) !== last) return false;
  const gateway = theCase.gateways.find(({ handlers, inherited }) => [...handlers, ...inherited].includes(handler));
  const outer = [theCase.global, gateway?.enhancers, handler.enhancers].flatMap((each) => each?.pipes ?? []);
  const before = [...outer, ...handler.parameters[last]!.pipes.slice(0, Number(at))];
  return before.every(({ does }) => does !== 'throw' && does !== 'parse-int');
}

/** Both sides without the pipes that only the reference has run, for a handler of which a parameter may be refused. */
function withoutLaterPipes(theCase: GatewayCase, difference: Difference): Seen {
  const { path, portico, reference } = difference;
  const refused = refusedIn(theCase, difference);
  const isMeant = (line: string) => {
    const handler = handlerAt(theCase, path, line);
    return [...refused].some(
      ([called, { length }]) =>
        length > 0 && (handler === undefined || (handler === called && !isFirst(theCase, line, called))),
    );
  };
  const later = beyond(reference, portico).filter(isMeant);
  return { portico, reference: later.length > 0 ? someOf(beyond(reference, later)) : reference };
}
