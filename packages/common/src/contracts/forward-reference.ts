/** A reference that is looked up later, as `forwardRef()` makes it. */
export interface ForwardReference<T = any> {
  forwardRef: () => T;
}
