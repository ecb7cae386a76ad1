/** Marks exceptions, so that other installed copies of this package recognize them. */
export const INTRINSIC_EXCEPTION_BRAND: unique symbol = Symbol.for('portico.intrinsic-exception');
