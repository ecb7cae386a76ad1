import { type AnyPropertyDecorator, isStandardContext } from '@portico/common/internal';
import { SERVER_PROPERTIES, SERVER_PROPERTY_WATERMARK } from '../metadata/keys.js';
import { markProperty, type PropertyOrContext } from '../metadata/marked-properties.js';

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
  return (target: object | undefined, property: PropertyOrContext): void => {
    if (!isStandardContext(property)) Reflect.defineMetadata(SERVER_PROPERTY_WATERMARK, true, target!, property!);
    markProperty('WebSocketServer', SERVER_PROPERTIES, target, property);
  };
}
