import { SetMetadata } from '@portico/common';
import { TRANSPORT_METADATA, type TransportDefinition } from '@portico/core/transports';
import { LineTransport } from './line.transport.js';

const lines: TransportDefinition = {
  name: 'lines',
  create: (host) => new LineTransport(host),
};

/** Makes the methods of a class with `@Command()` available over TCP. */
export const LineServer = () => SetMetadata(TRANSPORT_METADATA, lines);
