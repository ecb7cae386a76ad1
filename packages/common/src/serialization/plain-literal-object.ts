/** Any plain object. */
export interface PlainLiteralObject {
  [key: string]: any;
}
