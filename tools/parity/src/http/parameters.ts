import type { Type } from '@portico/common';
import type { Kit } from '../kit.js';
import type { FilePipe, ParameterCase, ParsePipe, TypeKind } from './case.js';

/** Decorates the parameters of handlers and gives them types, as a compiler would. */
export class ParameterDecorators {
  private readonly types: Readonly<Record<TypeKind, unknown>>;
  private readonly custom: (...pipes: never[]) => ParameterDecorator;

  constructor(private readonly kit: Kit) {
    const { dto, nestedDto } = dtosOf(kit);
    const basic = { number: Number, boolean: Boolean, string: String, array: Array, object: Object };
    // For an enum, some compilers emit the enum object.
    this.types = { dto, nestedDto, ...basic, enum: { A: 'a', B: 'b' } };
    this.custom = kit.common.createParamDecorator((data, context) => ({
      data: data ?? null,
      type: context.getType(),
    })) as never;
  }

  /** The last parameter first, as compilers do. */
  apply(parameters: readonly ParameterCase[], target: object, name: string, offset: number): void {
    for (let index = parameters.length - 1; index >= 0; index--)
      this.decoratorOf(parameters[index]!)(target, name, index + offset);
  }

  typeOf(parameter: ParameterCase): unknown {
    return 'type' in parameter && parameter.type ? this.types[parameter.type] : Object;
  }

  private decoratorOf(parameter: ParameterCase): ParameterDecorator {
    const { Body, Headers, HostParam, Ip, Param, Query, RawBody, Session, UploadedFile, UploadedFiles } =
      this.kit.common;
    switch (parameter.from) {
      case 'ip':
        return Ip();
      case 'host':
        return HostParam();
      case 'session':
        return Session();
      case 'rawBody':
        return RawBody();
      case 'custom':
        return this.custom();
      case 'file':
        return UploadedFile(...this.filePipes(parameter.pipe));
      case 'files':
        return UploadedFiles(...this.filePipes(parameter.pipe));
      case 'headers':
        return Headers(parameter.key ?? 'x-h');
      default: {
        const decorator = { param: Param, query: Query, body: Body }[parameter.from];
        const pipes = parameter.pipe ? [this.pipeOf(parameter.pipe)] : [];
        return parameter.key === undefined ? decorator(...pipes) : decorator(parameter.key, ...pipes);
      }
    }
  }

  private filePipes(pipe: FilePipe | undefined): any[] {
    const { FileTypeValidator, MaxFileSizeValidator, ParseFilePipe } = this.kit.common;
    switch (pipe) {
      case undefined:
        return [];
      case 'required':
        return [new ParseFilePipe()];
      case 'optional':
        return [new ParseFilePipe({ fileIsRequired: false })];
      case 'size':
        return [new ParseFilePipe({ validators: [new MaxFileSizeValidator({ maxSize: 7 })] })];
      case 'type':
        return [
          new ParseFilePipe({
            validators: [new FileTypeValidator({ fileType: 'text/plain', skipMagicNumbersValidation: true })],
          }),
        ];
      case 'status':
        return [
          new ParseFilePipe({ validators: [new MaxFileSizeValidator({ maxSize: 1 })], errorHttpStatusCode: 422 }),
        ];
    }
  }

  private pipeOf(pipe: ParsePipe): any {
    const { common } = this.kit;
    switch (pipe) {
      case 'int':
        return new common.ParseIntPipe();
      case 'optionalInt':
        return new common.ParseIntPipe({ optional: true });
      case 'bool':
        return new common.ParseBoolPipe();
      case 'float':
        return new common.ParseFloatPipe();
      case 'uuid':
        return new common.ParseUUIDPipe();
      case 'array':
        return new common.ParseArrayPipe();
      case 'intArray':
        return new common.ParseArrayPipe({ items: Number, separator: ',' });
      case 'enum':
        return new common.ParseEnumPipe({ A: 'a', B: '7' });
      case 'default':
        return new common.DefaultValuePipe('fallback');
      case 'defaultInt':
        return new common.ParseIntPipe({ errorHttpStatusCode: 406 });
      case 'date':
        return new common.ParseDatePipe();
    }
  }
}

function dtosOf({ classTransformer, classValidator }: Kit): { dto: Type; nestedDto: Type } {
  const { IsInt, IsOptional, IsString, ValidateNested, IsArray } = classValidator;
  class Dto {}
  IsString()(Dto.prototype, 'name');
  IsInt()(Dto.prototype, 'age');
  IsOptional()(Dto.prototype, 'age');
  classTransformer.Type(() => Number)(Dto.prototype, 'age');
  class NestedDto {}
  ValidateNested()(NestedDto.prototype, 'inner');
  classTransformer.Type(() => Dto)(NestedDto.prototype, 'inner');
  IsArray()(NestedDto.prototype, 'list');
  ValidateNested({ each: true })(NestedDto.prototype, 'list');
  classTransformer.Type(() => Dto)(NestedDto.prototype, 'list');
  return { dto: Dto, nestedDto: NestedDto };
}
