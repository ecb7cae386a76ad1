/** A class: something that `new` can be put before. */
export interface Type<T = any> extends Function {
  new (...args: any[]): T;
}
