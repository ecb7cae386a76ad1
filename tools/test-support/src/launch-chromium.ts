import { type Browser, chromium } from 'playwright-core';

/**
 * Launches a headless Chromium that runs as any user, root in a container included. Close it in `afterAll`.
 *
 * @param binary what `requireBinary('chromium')` found
 */
export function launchChromium(binary: string): Promise<Browser> {
  return chromium.launch({
    executablePath: binary,
    headless: true,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
}
