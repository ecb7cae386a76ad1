import type { ExplainedDifference } from '../../explained-difference.js';
import type { GatewayCase } from '../case.js';
import { allHandlers } from './messages.js';
import { eventsOf } from './seen.js';
import { withoutUncalled } from './uncalled.js';

/** Which handlers a message reaches. */
export const handlerDifferences: readonly ExplainedDifference<GatewayCase>[] = [
  {
    id: 'gateway-object-pattern',
    area: 'gateways',
    title: "`@SubscribeMessage({ cmd: 'x' })`",
    reference: 'With ws, no message reaches the handler. With socket.io, only the event `[object Object]` does.',
    portico: 'A client sends the object as the event. With socket.io, it sends the object as JSON with sorted keys.',
    reason: 'Clients can reach the handler.',
    docs: 'gateways.md#messages',
    without: (theCase, difference) => withoutUncalled(theCase, difference, 'object pattern'),
  },
  {
    id: 'gateway-several-patterns',
    area: 'gateways',
    title: 'Several `@SubscribeMessage()` on one method',
    reference: 'Only the first one is used.',
    portico: 'All are used.',
    reason: 'A decorator without effect is easily overlooked.',
    docs: 'gateways.md#messages',
    matches: (theCase, { path, portico, reference }) =>
      theCase.adapter.variant === 'sees-handlers' &&
      path.endsWith('.trace.adapter') &&
      allHandlers(theCase).some(({ patterns }) => patterns.length > 1) &&
      eventsOf(reference).every((event) => eventsOf(portico).includes(event)),
    without: (theCase, difference) => withoutUncalled(theCase, difference, 'later pattern'),
  },
  {
    id: 'ws-several-handlers',
    area: 'gateways',
    title: 'With ws, several methods of a gateway subscribe to the same message',
    reference: 'Only the last one is called.',
    portico: 'All are called, as with socket.io.',
    reason: 'Handlers do not depend on the adapter.',
    docs: 'gateways.md#messages',
    without: (theCase, difference) => withoutUncalled(theCase, difference, 'not the last'),
  },
];
