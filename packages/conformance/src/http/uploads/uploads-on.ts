import { form, MULTIPART } from '../support/form.js';
import type { HttpPlatform, UploadInterceptors } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';
import { uploadController } from './upload-controller.js';

/** An application with the interceptors, and what it replies to a form: status and body. */
export function uploadsOn(platform: HttpPlatform, uploads: UploadInterceptors) {
  const app = sharedApplication(platform, () => ({ controllers: [uploadController(uploads)] }));
  const upload = async (path: string, ...parts: Buffer[]) => {
    const reply = await app().post(`/upload/${path}`, form(...parts), MULTIPART);
    return [reply.status === 201 ? 200 : reply.status, reply.json()];
  };
  return { app, upload };
}
