import { Reflector } from './reflector.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <T extends true>(): T | undefined => undefined;

const reflector = new Reflector();
class Thing {}

const Roles = Reflector.createDecorator<string[]>();
const Limit = Reflector.createDecorator<number>();
const Options = Reflector.createDecorator<{ deep: boolean }>();
const Length = Reflector.createDecorator<string, number>({ transform: (value) => value.length });

const roles = reflector.get(Roles, Thing);
same<Equal<typeof roles, string[]>>();
const length = reflector.get(Length, Thing);
same<Equal<typeof length, number>>();
const limits = reflector.getAll(Limit, [Thing]);
same<Equal<typeof limits, number[]>>();
const override = reflector.getAllAndOverride(Limit, [Thing]);
same<Equal<typeof override, number | undefined>>();
const mergedRoles = reflector.getAllAndMerge(Roles, [Thing]);
same<Equal<typeof mergedRoles, string[]>>();
const mergedLimits = reflector.getAllAndMerge(Limit, [Thing]);
same<Equal<typeof mergedLimits, number[]>>();
const mergedOptions = reflector.getAllAndMerge(Options, [Thing]);
same<Equal<typeof mergedOptions, { deep: boolean }>>();
const byKey = reflector.get<boolean>('key', Thing);
same<Equal<typeof byKey, boolean>>();

// @ts-expect-error the value of a decorator has its type
Roles('admin');
// @ts-expect-error targets are classes or functions, not names
reflector.get(Roles, 'Thing');
