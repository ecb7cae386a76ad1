/** `true`, or the reason why a platform does not have the capability, which is printed with each skipped test. */
export type Capability = true | string;
