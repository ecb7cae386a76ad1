import { isStandardContext, standardMetadataOf } from '@portico/common/internal';

/**
 * The metadata key under which a class decorator stores the transport that serves the class. Core imports no transport,
 * and finds those that an application uses on the classes of its providers.
 */
export const TRANSPORT_METADATA = 'portico:transport';

/**
 * The metadata key, on the prototype of a class, under which a method decorator stores the class decorator that it
 * requires. Without that decorator no transport calls the method; core reads it with {@link readTransportMember}, and
 * logs a warning.
 */
export const TRANSPORT_MEMBER_METADATA = 'portico:transport-member';

/** A method decorator that requires a class decorator. */
export interface TransportMember {
  /** The method decorator, such as `@SubscribeMessage()`. */
  readonly decorator: string;
  /** The class decorator, such as `@WebSocketGateway()`. */
  readonly classDecorator: string;
}

/** Stores a {@link TransportMember} on the class of a method, for legacy and standard decorators. */
export function markTransportMember(target: object, second: unknown, member: TransportMember): void {
  if (!isStandardContext(second)) Reflect.defineMetadata(TRANSPORT_MEMBER_METADATA, member, target);
  else if (second.metadata) second.metadata[TRANSPORT_MEMBER_METADATA] = member;
}

/** Returns the method decorator of a transport on a method of a class or of an ancestor. */
export function readTransportMember(type: Function): TransportMember | undefined {
  const prototype: object | undefined = type.prototype;
  if (!prototype) return undefined;
  return (
    Reflect.getMetadata(TRANSPORT_MEMBER_METADATA, prototype) ?? standardMetadataOf(type)?.[TRANSPORT_MEMBER_METADATA]
  );
}
