import type { Type } from '../contracts/injection/type.js';
import type { ClassTransformOptions, TransformerPackage } from '../contracts/libraries/class-transformer.js';

/** Options of the `ClassSerializerInterceptor`. */
export interface ClassSerializerInterceptorOptions extends ClassTransformOptions {
  /** Used instead of `class-transformer`. */
  transformerPackage?: TransformerPackage | undefined;
}

/** Options that `@SerializeOptions()` sets for a class or a method. */
export interface ClassSerializerContextOptions extends ClassTransformOptions {
  /** Plain objects are converted to this class before they are serialized. */
  type?: Type<unknown> | undefined;
}
