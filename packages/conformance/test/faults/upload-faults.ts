import { MyPlatformAdapter } from '../../starters/http/index.js';
import { formInterceptors } from '../support/form-interceptors.js';
import type { UploadFault } from './fault.js';

/** File interceptors that let the client choose a size. */
export const UPLOAD_FAULTS: readonly UploadFault<MyPlatformAdapter>[] = [
  {
    what: 'creates lists as long as the index of a field of a form',
    caughtBy: ['limits', 'of forms', 'a huge index is answered with 400 without a delay'],
    Adapter: MyPlatformAdapter,
    uploads: formInterceptors({ largestIndex: Number.POSITIVE_INFINITY }),
  },
  {
    what: 'nests the fields of a form as deeply as their names say',
    caughtBy: ['limits', 'of forms', 'names that are nested too deeply are answered with 400'],
    Adapter: MyPlatformAdapter,
    uploads: formInterceptors({ deepestNesting: Number.POSITIVE_INFINITY }),
  },
  {
    what: 'reads every part of a form',
    caughtBy: ['limits', 'of forms', 'more than a thousand parts are answered with 400'],
    Adapter: MyPlatformAdapter,
    uploads: formInterceptors({ parts: Number.POSITIVE_INFINITY }),
  },
];
