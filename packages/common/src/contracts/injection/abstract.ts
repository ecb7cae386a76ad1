/** An abstract class, usable as an injection token. */
export interface Abstract<T> extends Function {
  prototype: T;
}
