import { Inject } from '@portico/common';
import {
  type AnyPropertyDecorator,
  createParameterDecorator,
  isStandardContext,
  RouteParamtypes,
} from '@portico/common/internal';
import { type FindProvided, SELF_PROVIDED } from '@portico/core/transports';
import type { ClientGroup } from '../contracts/gateways/client-group.js';
import type { EventMap } from '../contracts/gateways/event-map.js';
import { CLIENTS_PROPERTIES } from '../metadata/keys.js';
import { markProperty, type PropertyOrContext } from '../metadata/marked-properties.js';
import { clientsOf, type GatewayReference } from '../rooms/gateway-directory.js';

export interface GatewayClients<Data = any, Events extends EventMap<Events> = any> extends ClientGroup<Data, Events> {}

/** A decorator, and the token under which the clients are injected by type. */
interface GatewayClientsDecorator {
  (gateway?: GatewayReference | readonly GatewayReference[]): AnyPropertyDecorator & ParameterDecorator;
  /** Only for the compiler, which then emits it as the type of a constructor parameter. Cannot be constructed. */
  new (never: never): GatewayClients;
}

/**
 * Injects the clients of a gateway: in a gateway its own clients, elsewhere those of the given gateway. If the
 * application has only one server, the gateway can be omitted. A list injects the clients of several gateways as one
 * group, even if they are on different adapters.
 *
 * @param gateway the class of a gateway, or a function that returns it (if two files import each other), or a list of
 *   these
 * @example
 * \@WebSocketGateway()
 * class ChatGateway {
 *   \@GatewayClients() private readonly clients!: GatewayClients;
 * }
 * @example
 * \@Controller()
 * class NewsController {
 *   constructor(\@GatewayClients(ChatGateway) private readonly clients: GatewayClients) {}
 * }
 * @see docs/rooms.md
 */
export const GatewayClients = decorate as unknown as GatewayClientsDecorator;

type Gateways = GatewayReference | readonly GatewayReference[];

const tokens = new Map<Gateways, Function>();

Object.defineProperty(decorate, SELF_PROVIDED, { value: (find: FindProvided) => clientsOf(find, undefined) });

function decorate(gateway?: Gateways): AnyPropertyDecorator & ParameterDecorator {
  const inject: Function = Inject(gateway === undefined ? decorate : tokenOf(gateway));
  return (target: object | undefined, second: PropertyOrContext, index?: number): void => {
    if (typeof index === 'number' && second !== undefined && !isStandardContext(second)) {
      // A parameter of a handler or a hook.
      createParameterDecorator('GatewayClients', RouteParamtypes.GATEWAY_CLIENTS)(target!, second, index);
      return;
    }
    if (typeof index !== 'number' && !gateway) markProperty('GatewayClients', CLIENTS_PROPERTIES, target, second);
    inject(target, second, index);
  };
}

/** Returns the token of the clients of these gateways. */
function tokenOf(gateway: Gateways): Function {
  let token = tokens.get(gateway);
  if (!token) {
    token = class ClientsOfGateway {};
    Object.defineProperty(token, SELF_PROVIDED, { value: (find: FindProvided) => clientsOf(find, gateway) });
    tokens.set(gateway, token);
  }
  return token;
}
