import { form, MULTIPART } from '../support/form.js';
import type { HttpPlatform, UploadInterceptors } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';
import { uploadController } from './upload-controller.js';

/** Starts an application with the interceptors, and returns the status and body of its reply to a form. */
export function uploadsOn(platform: HttpPlatform, uploads: UploadInterceptors) {
  const app = sharedApplication(platform, () => ({ controllers: [uploadController(uploads)] }));
  const upload = async (path: string, ...parts: Buffer[]) => {
    const reply = await app().post(`/upload/${path}`, form(...parts), MULTIPART);
    return [reply.status === 201 ? 200 : reply.status, reply.json()];
  };
  return { app, upload };
}
