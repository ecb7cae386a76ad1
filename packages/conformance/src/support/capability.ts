/** `true`, or the reason why a platform cannot do it; the reason is printed with each test that is skipped for it. */
export type Capability = true | string;
