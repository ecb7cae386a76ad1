import { text as textOf } from 'node:stream/consumers';
import { BadRequestException, type CallHandler, type ExecutionContext, type NestInterceptor } from '@portico/common';
import type { Observable } from 'rxjs';
import { BOUNDARY } from '../../src/http/support/form.js';
import type { UploadInterceptors } from '../../src/http/support/platform.js';
import type { Request } from '../../starters/http/stand-in.js';

/** The limits of {@link formInterceptors}. */
interface FormLimits {
  readonly parts: number;
  readonly largestIndex: number;
  readonly deepestNesting: number;
}

type Fields = Record<string, unknown> | unknown[];

/** Interceptors for the starter that read the text fields of the forms of the suite, with limits or without them. */
export function formInterceptors(given: Partial<FormLimits> = {}): UploadInterceptors {
  const limits: FormLimits = { parts: 1_000, largestIndex: 1_000, deepestNesting: 32, ...given };
  class FormInterceptor implements NestInterceptor {
    async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
      const request = context.switchToHttp().getRequest<Request>();
      request.body = fieldsOf(await textOf(request), limits);
      return next.handle();
    }
  }
  const create = () => FormInterceptor;
  class FormModule {}
  return {
    FileInterceptor: create,
    FilesInterceptor: create,
    FileFieldsInterceptor: create,
    AnyFilesInterceptor: create,
    NoFilesInterceptor: create,
    module: { register: () => FormModule, registerAsync: () => FormModule },
    diskStorage: () => undefined,
  };
}

function fieldsOf(form: string, limits: FormLimits): Fields {
  const parts = form.split(`--${BOUNDARY}`).slice(1, -1);
  if (parts.length > limits.parts) throw new BadRequestException('Too many parts');
  const fields: Fields = {};
  for (const part of parts) {
    const [, name = '', value] = /name="([^"]*)"\r\n\r\n(.*)\r\n$/s.exec(part) ?? [];
    assign(fields, name.replaceAll(']', '').split('['), value, limits);
  }
  return withoutGaps(fields);
}

function assign(fields: Fields, path: readonly string[], value: unknown, limits: FormLimits): void {
  if (path.length > limits.deepestNesting + 1) throw new BadRequestException('A name is nested too deeply');
  if (path.some((key, level) => level > 0 && Number(key) > limits.largestIndex)) {
    throw new BadRequestException('An index is too large');
  }
  let target = fields;
  for (const [level, key] of path.slice(0, -1).entries()) {
    const made: Fields = /^\d+$/.test(path[level + 1]!) ? [] : {};
    const existing: Fields | undefined = Reflect.get(target, key);
    if (existing === undefined) Reflect.set(target, key, made);
    target = existing ?? made;
  }
  Reflect.set(target, path.at(-1)!, value);
}

function withoutGaps(value: Fields): Fields {
  const kept = (each: unknown) => (typeof each === 'object' && each !== null ? withoutGaps(each as Fields) : each);
  if (Array.isArray(value)) return Array.from(value).flatMap((each) => (each === undefined ? [] : [kept(each)]));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, kept(each)]));
}
