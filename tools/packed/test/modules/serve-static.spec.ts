import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

describeApplication('serve-static', (application) => {
  it('serves files with their types', async () => {
    const css = await application().get('/site/assets/site.css');
    expect([css.status, css.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/css')]);
    expect(await css.text()).toBe('h1 { color: teal }');
  });

  it('serves the index for paths below, as single-page applications require', async () => {
    expect(await (await application().get('/site/index.html')).text()).toBe('<h1>home</h1>');
    expect(await (await application().get('/site/some/page')).text()).toBe('<h1>home</h1>');
  });

  it('does not affect the routes of the application', async () => {
    expect(await application().json('/api/time')).toEqual({ now: 'today' });
    expect((await application().get('/elsewhere')).status).toBe(404);
  });
});
