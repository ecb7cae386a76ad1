import type { HandlerEnvironment } from '../enhancers/describe-handler.js';
import type { NestContainer } from './nest-container.js';

/** The parts that an application works with. */
export interface ApplicationEnvironment extends HandlerEnvironment {
  readonly container: NestContainer;
}
