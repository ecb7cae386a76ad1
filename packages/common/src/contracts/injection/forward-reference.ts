/** A reference that is resolved later, as `forwardRef()` returns it. */
export interface ForwardReference<T = any> {
  forwardRef: () => T;
}
