import { readEnhancers } from '@portico/common/internal';
import type { GlobalEnhancer } from '../../container/application-config.js';
import type { HandlerEnvironment } from '../../enhancers/describe-handler.js';
import type { RouteDefinition } from './route-definition.js';

/**
 * Returns the classes of the interceptors that run on a route: the global ones, those of its controller, and its own.
 */
export function interceptorClasses({ config }: HandlerEnvironment, { type, methodName }: RouteDefinition): Function[] {
  const method: unknown = Reflect.get(type.prototype, methodName);
  const declared = [
    ...readEnhancers(type, 'interceptor'),
    ...(typeof method === 'function' ? readEnhancers(method, 'interceptor') : []),
  ];
  return [
    ...config.globalEnhancers('interceptor').flatMap(classOf),
    ...declared.map((each) => (typeof each === 'function' ? each : each.constructor)),
  ];
}

/** A factory has made an instance by now, unless it is called per request. */
function classOf(enhancer: GlobalEnhancer<'interceptor'>): Function | [] {
  if ('instance' in enhancer) return enhancer.instance.constructor;
  const { instance, metatype } = enhancer.record;
  return instance?.constructor ?? metatype ?? [];
}
