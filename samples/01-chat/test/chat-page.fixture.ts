import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** Operates the page as a user of assistive technology does, by roles and accessible names. */
export class ChatPage {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    /** Errors that the browser reported. */
    readonly errors: string[],
  ) {}

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<ChatPage> {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(5_000);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(url);
    await page.getByText('Connected', { exact: true }).waitFor();
    return new ChatPage(page, context, errors);
  }

  get nickname(): Locator {
    return this.page.getByRole('textbox', { name: 'Nickname' });
  }

  get room(): Locator {
    return this.page.getByRole('textbox', { name: 'Room', exact: true });
  }

  get log(): Locator {
    return this.page.getByRole('log', { name: 'Messages' });
  }

  get message(): Locator {
    return this.page.getByRole('textbox', { name: 'Message' });
  }

  get people(): Locator {
    return this.page.getByRole('complementary', { name: 'Who is here' }).getByRole('listitem');
  }

  get rooms(): Locator {
    return this.page.getByRole('navigation', { name: 'Rooms' });
  }

  async join(nickname: string, room: string): Promise<void> {
    await this.nickname.fill(nickname);
    await this.room.fill(room);
    await this.page.getByRole('button', { name: 'Join the chat' }).click();
    await this.title(room);
  }

  /** Waits until the page shows the room. */
  async title(room: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: room, exact: true }).waitFor();
  }

  async say(text: string): Promise<void> {
    await this.message.fill(text);
    await this.message.press('Enter');
  }

  /** Waits until the log shows the text. */
  async waitForText(text: string): Promise<void> {
    await this.log.getByText(text, { exact: true }).waitFor();
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
