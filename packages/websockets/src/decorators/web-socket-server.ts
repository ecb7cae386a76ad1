import { type AnyPropertyDecorator, isStandardContext, standardMetadataOf } from '@portico/common/internal';
import { SERVER_PROPERTIES, SERVER_PROPERTY_WATERMARK } from '../metadata/keys.js';

/**
 * Marks a property of a gateway that receives the platform's server (with a `namespace` option, the
 * namespace) before `afterInit` is called.
 *
 * @example
 * \@WebSocketServer()
 * server: Server;
 * @see docs/gateways.md
 */
export function WebSocketServer(): AnyPropertyDecorator {
  return ((target: object | undefined, second: unknown) => {
    if (isStandardContext(second)) {
      const metadata = second.metadata as Record<string, PropertyKey[]>;
      metadata[SERVER_PROPERTIES] = [...(metadata[SERVER_PROPERTIES] ?? []), second.name as PropertyKey];
      return;
    }
    const prototype = target as object;
    const key = second as string | symbol;
    Reflect.defineMetadata(SERVER_PROPERTY_WATERMARK, true, prototype, key);
    const known = (Reflect.getMetadata(SERVER_PROPERTIES, prototype) as PropertyKey[] | undefined) ?? [];
    Reflect.defineMetadata(SERVER_PROPERTIES, [...known, key], prototype);
  }) as AnyPropertyDecorator;
}

/** The properties of a class, its ancestors' included, that receive the server. */
export function serverPropertiesOf(type: Function): readonly PropertyKey[] {
  const legacy = (Reflect.getMetadata(SERVER_PROPERTIES, type.prototype as object) as PropertyKey[] | undefined) ?? [];
  const standard = (standardMetadataOf(type)?.[SERVER_PROPERTIES] as PropertyKey[] | undefined) ?? [];
  return [...new Set([...legacy, ...standard])];
}
