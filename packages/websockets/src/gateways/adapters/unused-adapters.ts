import type { TransportHost } from '@portico/core/transports';
import { webSocketError } from '../../errors.js';
import type { AdaptedGateway } from './choose-adapters.js';

/** Returns a warning for each adapter with a name that no gateway sets: its clients would find no server. */
export function unusedAdapters(
  gateways: readonly AdaptedGateway[],
  { application, config }: TransportHost,
): readonly Error[] {
  const used = new Set(gateways.map(({ choice }) => choice.name));
  const names = [...config.getNamedAdapters(application).keys()].filter((name) => !used.has(name));
  return names.map((name) =>
    webSocketError(
      'PORTICO_WS_UNUSED_ADAPTER',
      `The adapter "${name}" serves nothing, because no gateway sets its name.`,
      `Set @WebSocketGateway({ adapter: ${JSON.stringify(name)} }), or remove app.useWebSocketAdapter(adapter, { name: ${JSON.stringify(name)} }).`,
    ),
  );
}
