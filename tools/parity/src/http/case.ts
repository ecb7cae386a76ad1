/** An application and requests to it, as plain data. */
export interface HttpCase {
  readonly prefix?: string;
  readonly routes: readonly string[];
  readonly requests: readonly HttpRequest[];
}

export interface HttpRequest {
  readonly method: string;
  readonly target: string;
}
