import { useMemo } from 'react';
import type { ApplicationDescription } from '../api/protocol.js';
import { useServer } from '../state/server.js';
import { type CatalogueEvent, type Channel, readCatalogue } from './catalogue.js';

/** Reads the channels from the AsyncAPI document, or without schemas from the gateways if there is no document. */
export function useCatalogue(): readonly Channel[] | undefined {
  const document = useServer((server) => server.document);
  const application = useServer((server) => server.application);
  const failed = useServer((server) => server.documentProblem !== undefined);
  return useMemo(() => {
    if (!application || (document === undefined && !failed)) return undefined;
    const channels = readCatalogue(document);
    return channels.length > 0 ? channels : channelsOf(application);
  }, [document, application, failed]);
}

function channelsOf({ servers, gateways }: ApplicationDescription): Channel[] {
  return servers.map(({ id, path, namespace, adapter, parameters }) => ({
    id,
    server: id,
    address: namespace ?? path ?? '/',
    title: adapter,
    description: undefined,
    parameters: parameters.map((name) => ({ name, description: undefined, values: [] })),
    accepts: gateways
      .filter(({ server }) => server === id)
      .flatMap(({ events }) => events.map(({ event }) => plainEvent(id, event))),
    emits: [],
  }));
}

function plainEvent(channel: string, name: string): CatalogueEvent {
  return {
    key: `${channel}:${name}`,
    name,
    channel,
    title: undefined,
    summary: undefined,
    description: undefined,
    deprecated: false,
    payload: undefined,
    empty: false,
    examples: [],
    replies: false,
    reply: undefined,
    streams: false,
  };
}
