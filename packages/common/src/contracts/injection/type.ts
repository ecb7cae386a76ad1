/** A class that can be called with `new`. */
export interface Type<T = any> extends Function {
  new (...args: any[]): T;
}
