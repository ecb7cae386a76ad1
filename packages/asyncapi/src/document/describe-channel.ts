import type { AsyncApiChannel, AsyncApiSecurityScheme, AsyncApiTag } from '../async-api-document.js';
import { readFact } from '../decorators/metadata.js';
import { addressOf } from './address.js';
import type { ChannelGroup } from './channel-groups.js';
import { connectionRequest, socketIoBinding, webSocketBinding } from './connection-binding.js';
import { guardName } from './security-schemes.js';
import { hasNamespaces } from './servers.js';

/** Describes the address of a channel, and how clients connect to it. */
export function describeChannel(
  group: ChannelGroup,
  schemes: readonly AsyncApiSecurityScheme[],
): Omit<AsyncApiChannel, 'messages' | 'servers'> {
  const { gateways, path } = group;
  const isSocketIo = hasNamespaces(group);
  const template = isSocketIo ? namespaceOf(group) : path;
  const place = template === undefined ? undefined : addressOf(template);
  const facts = gateways.map(({ gateway }) => readFact('portico:asyncapi:gateway', gateway));
  const described = facts.find((fact) => fact?.summary ?? fact?.description);
  const guards = unique(gateways.flatMap(({ connection }) => connection.guards).map(guardName));
  const tags = tagsOf(facts.flatMap((fact) => fact?.tags ?? []));
  const request = connectionRequest(group, schemes);
  return {
    address: place?.address ?? null,
    title: gateways.map(({ name }) => name).join(', '),
    ...(described?.summary && { summary: described.summary }),
    ...(described?.description && { description: described.description }),
    ...(place && Object.keys(place.parameters).length > 0 && { parameters: place.parameters }),
    ...(tags.length > 0 && { tags }),
    ...(isSocketIo
      ? { 'x-socket.io': socketIoBinding(group, request) }
      : { bindings: { ws: webSocketBinding(request) } }),
    'x-portico': {
      gateways: gateways.map(({ name }) => name),
      path,
      ...(guards.length > 0 && { guards }),
    },
  };
}

/** Converts names of tags to tags. */
export function tagsOf(tags: readonly (string | AsyncApiTag)[]): readonly AsyncApiTag[] {
  return tags.map((tag) => (typeof tag === 'string' ? { name: tag } : tag));
}

export function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

/** Returns `undefined` if the namespace is a pattern or a function. */
function namespaceOf({ namespace = '/' }: ChannelGroup): string | undefined {
  return typeof namespace === 'string' ? namespace : undefined;
}
