import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';
import { RepliesController } from './replies-controller.js';
import { StreamsController } from './streams-controller.js';

/** Starts the application, and returns the status and text of its reply to a path. */
export function repliesOn(platform: HttpPlatform) {
  const app = sharedApplication(platform, () => ({ controllers: [RepliesController, StreamsController] }));
  const at = async (path: string): Promise<[status: number, text: string]> => {
    const reply = await app().get(path);
    return [reply.status, reply.text];
  };
  return { app, at };
}
