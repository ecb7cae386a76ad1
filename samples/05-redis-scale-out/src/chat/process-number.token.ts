/** Token of the number of this process, from 1. */
export const PROCESS_NUMBER = Symbol('PROCESS_NUMBER');
