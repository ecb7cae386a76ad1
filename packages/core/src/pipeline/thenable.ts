/** The shared check, by the name that the pipeline knows it by. */
export { isPromiseLike as isThenable } from '@portico/common/internal';
