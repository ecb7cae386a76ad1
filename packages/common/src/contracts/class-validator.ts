/** Options of `class-validator`, as its documentation lists them. */
export interface ValidatorOptions {
  enableDebugMessages?: boolean;
  skipUndefinedProperties?: boolean;
  skipNullProperties?: boolean;
  skipMissingProperties?: boolean;
  whitelist?: boolean;
  forbidNonWhitelisted?: boolean;
  forbidUnknownValues?: boolean;
  groups?: string[];
  always?: boolean;
  strictGroups?: boolean;
  dismissDefaultMessages?: boolean;
  validationError?: { target?: boolean; value?: boolean };
  stopAtFirstError?: boolean;
}

/** What `class-validator` says of one property. */
export interface ValidationError {
  /** The object that was validated. */
  target?: Record<string, any>;
  property: string;
  value?: any;
  /** Broken rules, each with its message. */
  constraints?: { [type: string]: string };
  /** What is wrong inside a nested object. */
  children?: ValidationError[];
  contexts?: { [type: string]: any };
}

/** How validation errors are put into the response: as a list of messages, or by property. */
export type ValidationErrorFormat = 'list' | 'grouped';

/** The part of `class-validator` that is used; another package may take its place. */
export interface ValidatorPackage {
  validate(object: unknown, validatorOptions?: ValidatorOptions): ValidationError[] | Promise<ValidationError[]>;
}
