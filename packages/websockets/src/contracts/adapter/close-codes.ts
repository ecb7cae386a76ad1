/** Close codes of RFC 6455, and of the registry that it refers to. */
export const CLOSE_CODES = {
  normal: 1000,
  policyViolation: 1008,
  /** Clients should reconnect. */
  serviceRestart: 1012,
} as const;
