import type { CustomDecorator } from '../contracts/custom-decorator.js';
import { CLASS_SERIALIZER_OPTIONS } from '../metadata/keys.js';
import type { ClassSerializerContextOptions } from '../serialization/class-serializer-options.js';
import type { StandardSchemaSerializerContextOptions } from '../serialization/standard-schema-serializer-options.js';
import { SetMetadata } from './set-metadata.js';

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
