import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { launchChromium, requireBinary } from '@portico/test-support';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Undefined if Chromium is not installed. The tests are then skipped, but in CI they fail. */
export const chromium = requireBinary('chromium');

export function launch(): Promise<Browser> {
  if (!chromium) throw new Error('Chromium is not installed.');
  return launchChromium(chromium);
}

/** Operates the page as a user of assistive technology does, by roles and accessible names. */
export class DevtoolsPage {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    /** Errors that the browser reported, including violations of the content security policy. */
    readonly errors: string[],
  ) {}

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<DevtoolsPage> {
    const viewport = { width: 1440, height: 900 };
    const context = await browser.newContext({ reducedMotion: 'reduce', viewport, ...options });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(url);
    return new DevtoolsPage(page, context, errors);
  }

  get log(): Locator {
    return this.page.getByRole('list', { name: 'Messages' });
  }

  button(name: string | RegExp, exact = true): Locator {
    return this.page.getByRole('button', { name, exact });
  }

  /** Opens an event from the list. */
  async event(name: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Events that can be sent' }).getByRole('link', { name }).click();
    await this.page.getByRole('heading', { name, level: 2 }).first().waitFor();
  }

  async view(name: 'Events' | 'Live' | 'Application'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name }).click();
  }

  /** Waits until the log has an entry of this kind with this text. */
  async logged(kind: string, text: string | RegExp = ''): Promise<void> {
    await this.log.getByRole('listitem').filter({ hasText: kind }).filter({ hasText: text }).first().waitFor();
  }

  /** Returns the violations that axe reports, as `rule: element`. */
  async violations(): Promise<string[]> {
    await this.page.evaluate(AXE);
    return this.page.evaluate(async () => {
      // axe.min.js defines this global.
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
      interface Violation {
        readonly id: string;
        readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
      }
      const { violations } = await axe.run();
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
      );
    });
  }

  /** Returns by how many pixels the page is wider than the window. 0 means that it does not scroll sideways. */
  overflow(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
