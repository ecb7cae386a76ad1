import { commonError } from '../errors/catalogue.js';
import { isObject, isObjectOrFunction } from '../values/is-object.js';
import { carryMetadata, carryMetadataOfMethods } from './replaced-methods.js';

/** The part of a standard (TC39) decorator context that this package reads. */
export interface StandardContext {
  readonly kind: 'class' | 'method' | 'getter' | 'setter' | 'field' | 'accessor';
  readonly name: string | symbol | undefined;
  readonly static?: boolean;
  readonly private?: boolean;
  readonly metadata?: Record<PropertyKey, unknown>;
}

/** A class decorator that works in both dialects. */
export type AnyClassDecorator = ClassDecorator & ((target: Function, context: ClassDecoratorContext) => void);

/** A method decorator that works in both dialects. */
export type AnyMethodDecorator = MethodDecorator & ((target: Function, context: ClassMethodDecoratorContext) => void);

/** A property decorator that works in both dialects. */
export type AnyPropertyDecorator = PropertyDecorator &
  ((target: undefined, context: ClassFieldDecoratorContext) => void) &
  ((target: object, context: ClassAccessorDecoratorContext | ClassSetterDecoratorContext) => void);

/**
 * Distinguishes the two dialects: a standard decorator gets a context object second, a legacy one a property key (or,
 * on a class and on a constructor parameter, nothing).
 */
export function isStandardContext(second: unknown): second is StandardContext {
  return isObject(second) && typeof second.kind === 'string';
}

/**
 * Rejects a property that cannot be set from outside of its class, or that its instances do not have.
 *
 * @throws FrameworkError `PORTICO_DECORATOR_MISPLACED`
 */
export function rejectUnreachableProperty(decorator: string, { kind, name, ...context }: StandardContext): void {
  const modifier = context.private ? 'private' : context.static && 'static';
  if (!modifier) return;
  throw commonError('PORTICO_DECORATOR_MISPLACED', {
    message: `@${decorator}() is on the ${modifier} ${kind} "${String(name)}", which cannot be set on an instance.`,
    remedy: `Put @${decorator}() on a property that is neither private ("#") nor static.`,
  });
}

/** The element that a decorator decorates, in either dialect. */
export type DecoratedElement =
  | { readonly kind: 'class'; readonly target: object; readonly name: string }
  | { readonly kind: 'method'; readonly target: object; readonly name: string; readonly owner: Function | undefined };

/**
 * Finds the object that carries the metadata of a class or method decorator: the class itself, or the method's function,
 * which keeps the metadata of a function that it has replaced.
 *
 * @throws FrameworkError `PORTICO_DECORATOR_MISPLACED` if the decorator is applied to something else.
 */
export function decoratedElement(
  decorator: string,
  target: unknown,
  second: unknown,
  descriptor?: unknown,
): DecoratedElement {
  if (isStandardContext(second)) {
    const name = String(second.name ?? '');
    if (second.kind === 'class') {
      carryMetadataOfMethods(target!, second.metadata);
      return { kind: 'class', target: target!, name };
    }
    if (second.private) throw misplaced(decorator, `the private ${second.kind} "${name}", which nothing else can call`);
    if (second.kind === 'method') {
      carryMetadata(target!, second.static ? undefined : second.metadata, second.name);
      return { kind: 'method', target: target!, name, owner: undefined };
    }
    throw misplaced(decorator, `the ${second.kind} "${name}"`);
  }
  if (second === undefined || second === null) {
    carryMetadataOfMethods(target!);
    return { kind: 'class', target: target!, name: nameOf(target) };
  }
  const owner = typeof target === 'function' ? target : target!.constructor;
  const described = isObject(descriptor) ? descriptor.value : undefined;
  const method = described ?? memberOf(target, second);
  if (typeof method === 'function') {
    if (isObject(target) && isKey(second)) carryMetadata(method, target, second);
    return { kind: 'method', target: method, name: String(second), owner };
  }
  throw misplaced(decorator, `"${nameOf(owner)}.${String(second)}", which is not a method`);
}

function memberOf(target: unknown, key: unknown): unknown {
  return isObjectOrFunction(target) && isKey(key) ? target[key] : undefined;
}

function isKey(value: unknown): value is string | symbol {
  return typeof value === 'string' || typeof value === 'symbol';
}

/** As {@link decoratedElement}, for decorators that belong on methods only. */
export function decoratedMethod(
  decorator: string,
  target: unknown,
  second: unknown,
  descriptor?: unknown,
): Extract<DecoratedElement, { kind: 'method' }> {
  const element = decoratedElement(decorator, target, second, descriptor);
  if (element.kind === 'class') throw misplaced(decorator, `the class "${element.name}"`, 'a method');
  return element;
}

/** As {@link decoratedElement}, for decorators that belong on classes only. */
export function decoratedClass(decorator: string, target: unknown, second?: unknown): Function {
  const element = decoratedElement(decorator, target, second);
  if (element.kind === 'method') throw misplaced(decorator, `the method "${element.name}"`, 'a class');
  // An element that is not a method is a class.
  return element.target as Function;
}

/**
 * The return value of a legacy decorator: the element that it decorates. Composed decorators call others with this
 * value.
 */
export function decorated(target: unknown, second: unknown, descriptor: unknown): unknown {
  if (isStandardContext(second)) return undefined;
  return second === undefined || second === null ? target : descriptor;
}

/** `ClassName`, or `ClassName.method`, the name of a decorated element in messages. */
export function describeElement(element: DecoratedElement): string {
  if (element.kind === 'class') return element.name;
  return element.owner ? `${nameOf(element.owner)}.${element.name}` : element.name;
}

function nameOf(value: unknown): string {
  return typeof value === 'function' && value.name ? value.name : '(anonymous class)';
}

function misplaced(decorator: string, where: string, belongs = 'a class or a method'): Error {
  return commonError('PORTICO_DECORATOR_MISPLACED', {
    message: `@${decorator}() is on ${where}, where it has no effect.`,
    remedy: `Put @${decorator}() on ${belongs}.`,
  });
}
