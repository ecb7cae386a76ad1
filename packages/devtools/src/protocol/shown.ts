/** Data in a form that the page shows. */
export interface Shown {
  /** The data as JSON, or a description if they cannot be serialized. Cut off at 64 KiB. */
  readonly text: string;
  /** The number of characters of the whole text if it has been cut off. */
  readonly length?: number;
}
