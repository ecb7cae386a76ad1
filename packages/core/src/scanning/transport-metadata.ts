import { isStandardContext, standardMetadataOf } from '@portico/common/internal';

/**
 * The metadata key under which a class decorator leaves the transport that serves the class. The
 * decorator carries the transport: core imports none, and finds those that an application uses
 * on the classes of its providers.
 */
export const TRANSPORT_METADATA = 'portico:transport';

/**
 * The metadata key, on the prototype of a class, under which a method decorator leaves the class decorator that it
 * depends on. Without that decorator no transport calls the method; {@link readTransportMember} tells core, which warns.
 */
export const TRANSPORT_MEMBER_METADATA = 'portico:transport-member';

/** A method decorator that has an effect only below a class decorator. */
export interface TransportMember {
  /** The method decorator, such as `@SubscribeMessage()`. */
  readonly decorator: string;
  /** The class decorator, such as `@WebSocketGateway()`. */
  readonly classDecorator: string;
}

/** Leaves a {@link TransportMember} on the class of a method, in either dialect of decorators. */
export function markTransportMember(target: object, second: unknown, member: TransportMember): void {
  if (!isStandardContext(second)) Reflect.defineMetadata(TRANSPORT_MEMBER_METADATA, member, target);
  else if (second.metadata) second.metadata[TRANSPORT_MEMBER_METADATA] = member;
}

/** The method decorator of a transport on a method of a class or of an ancestor. */
export function readTransportMember(type: Function): TransportMember | undefined {
  const prototype: object | undefined = type.prototype;
  if (!prototype) return undefined;
  return (
    Reflect.getMetadata(TRANSPORT_MEMBER_METADATA, prototype) ?? standardMetadataOf(type)?.[TRANSPORT_MEMBER_METADATA]
  );
}
