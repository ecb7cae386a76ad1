import type { Type } from '@portico/common';
import type { Kit } from '../kit.js';
import type { Platform } from '../subjects.js';
import type { ControllerCase, RouteCase } from './case.js';
import type { EnhancerFactory } from './enhancers.js';
import { ParameterDecorators } from './parameters.js';
import type { Probe } from './probe.js';
import { type Reply, repliesOf, takesResponse } from './reply-kinds.js';
import { versionOf } from './route-values.js';
import { uploadInterceptor } from './upload.js';

/** Builds the controllers that a case describes. */
export class ControllerBuilder {
  private readonly parameters: ParameterDecorators;
  private readonly replies: ReturnType<typeof repliesOf>;

  constructor(
    private readonly kit: Kit,
    private readonly platform: Platform,
    private readonly probe: Probe,
    private readonly enhancers: EnhancerFactory,
  ) {
    this.parameters = new ParameterDecorators(kit);
    this.replies = repliesOf(kit, platform);
  }

  build(description: ControllerCase, name: string): Type {
    const { Controller, Scope } = this.kit.common;
    const controllers = { [name]: class {} };
    const controller = controllers[name] as Type;
    description.routes.forEach((route, index) => {
      this.route(route, controller.prototype, `h${index}`);
    });
    this.enhancers.decorate(description, 'class', controller);
    const { path, version, host, requestScoped } = description;
    Controller({
      path: path as string,
      ...(version === undefined ? {} : { version: versionOf(this.kit, version) }),
      ...(host === undefined ? {} : { host }),
      ...(requestScoped ? { scope: Scope.REQUEST } : {}),
    })(controller);
    return controller;
  }

  private route(route: RouteCase, prototype: object, name: string): void {
    const { common } = this.kit;
    const { parameters = [], reply, code, header, redirect, version, upload } = route;
    const respond: Reply = this.replies[reply];
    const offset = takesResponse.has(reply) ? 1 : 0;
    const { probe } = this;
    const handler = (...args: unknown[]) => {
      const values = args.slice(offset);
      probe.add(`handler ${prototype.constructor.name}.${name}`, values.map(describeArgument));
      return respond(offset ? args[0] : undefined, values.map(describeArgument));
    };
    Object.defineProperty(handler, 'name', { value: name });
    Object.defineProperty(prototype, name, { value: handler, configurable: true, writable: true });
    const descriptor = () => Object.getOwnPropertyDescriptor(prototype, name)!;
    this.parameters.apply(parameters, prototype, name, offset);
    if (offset) common.Res({ passthrough: reply !== 'manual' })(prototype, name, 0);
    const types = [...(offset ? [Object] : []), ...parameters.map((parameter) => this.parameters.typeOf(parameter))];
    Reflect.defineMetadata('design:paramtypes', types, prototype, name);
    if (code !== undefined) common.HttpCode(code)(prototype, name, descriptor());
    if (header) common.Header('x-set', 'yes')(prototype, name, descriptor());
    if (redirect) common.Redirect('/target', 302)(prototype, name, descriptor());
    if (version !== undefined) common.Version(versionOf(this.kit, version))(prototype, name, descriptor());
    const interceptor = upload && uploadInterceptor(this.kit, this.platform, upload);
    if (interceptor) common.UseInterceptors(interceptor)(prototype, name, descriptor());
    this.enhancers.decorate(route, 'method', prototype, name);
    this.methodDecorator(route)(prototype, name, descriptor());
  }

  private methodDecorator({ method, path, reply }: RouteCase): MethodDecorator {
    const { All, Delete, Get, Head, Options, Patch, Post, Put, Sse } = this.kit.common;
    const paths = path as string | string[];
    if (reply === 'sse' || reply === 'sseMessages') return Sse(typeof path === 'string' ? path : path[0]!);
    const decorators = {
      GET: Get,
      POST: Post,
      PUT: Put,
      PATCH: Patch,
      DELETE: Delete,
      OPTIONS: Options,
      HEAD: Head,
      ALL: All,
    };
    return decorators[method](paths);
  }
}

/** Instances of data classes show their class. */
function describeArgument(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `buffer ${value.toString('latin1').slice(0, 40)}`;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.some(isFile) ? value.map(describeArgument) : value;
  if (isFile(value)) {
    const { fieldname, originalname, encoding, mimetype, size, buffer } = value;
    return { file: { fieldname, originalname, encoding, mimetype, size, buffer: describeArgument(buffer) } };
  }
  const prototype = Object.getPrototypeOf(value);
  if (Object.values(value).some((each) => Array.isArray(each) && each.some(isFile)))
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, describeArgument(each)]));
  return prototype?.constructor && prototype !== Object.prototype
    ? { class: prototype.constructor.name, ...value }
    : value;
}

interface UploadedFile {
  readonly fieldname: string;
  readonly originalname: string;
  readonly encoding: string;
  readonly mimetype: string;
  readonly size: number;
  readonly buffer?: Buffer;
}

function isFile(value: unknown): value is UploadedFile {
  return typeof value === 'object' && value !== null && 'fieldname' in value && 'originalname' in value;
}
