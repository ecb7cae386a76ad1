/** The part of core's `Reflector` that serializers use. */
export interface ReflectorLike {
  getAllAndOverride<T = any>(metadataKey: any, targets: (Function | object)[]): T;
}

/** The token under which core provides its `Reflector` to this package. */
export const REFLECTOR = 'Reflector';
