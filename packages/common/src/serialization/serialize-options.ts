import type { CustomDecorator } from '../decorators/custom-decorator.js';
import { SetMetadata } from '../decorators/set-metadata.js';
import { CLASS_SERIALIZER_OPTIONS } from '../metadata/keys.js';
import type { ClassSerializerContextOptions } from './class-serializer-options.js';
import type { StandardSchemaSerializerContextOptions } from './standard-schema-serializer-options.js';

/**
 * Configures the serializer interceptors for a method, or for all methods of a class.
 *
 * @see https://docs.nestjs.com/techniques/serialization
 * @example \@SerializeOptions({ type: UserEntity })
 * @example \@SerializeOptions({ schema: userSchema })
 */
export function SerializeOptions(
  options: ClassSerializerContextOptions | StandardSchemaSerializerContextOptions,
): CustomDecorator {
  return SetMetadata(CLASS_SERIALIZER_OPTIONS, options);
}
