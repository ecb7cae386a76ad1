import { type JsonSchema, toJsonSchema } from '@portico/common/schemas';
import { Type } from 'class-transformer';
import { IsDate, IsString, ValidateNested } from 'class-validator';

class Author {
  @IsString() name!: string;
}

export class Post {
  @IsDate() published!: Date;
  @ValidateNested() @Type(() => Author) author!: Author;
}

// #region components
/** The JSON Schema of a class and of those to which it refers, as components of an OpenAPI document. */
export function componentsOf(root: Function): Record<string, JsonSchema> {
  const components: Record<string, JsonSchema> = {};
  const add = (type: Function): JsonSchema => {
    const reference = { $ref: `#/components/schemas/${type.name}` };
    if (type.name in components) return reference;
    components[type.name] = reference; // the class may refer to itself
    const { schema, missing } = toJsonSchema(type, { direction: 'output', unsupported: 'omit', referTo: add });
    if (missing) console.warn(`${type.name} is described in part. ${missing.reason}`);
    components[type.name] = schema;
    return reference;
  };
  add(root);
  return components;
}
// #endregion
