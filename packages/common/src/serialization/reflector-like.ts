/** The part of core's `Reflector` that serializers use. */
export interface ReflectorLike {
  getAllAndOverride<T>(metadataKey: string, targets: Function[]): T | undefined;
}

/** The token under which core provides its `Reflector` to this package. */
export const REFLECTOR = 'Reflector';
