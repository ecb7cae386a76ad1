import { AsyncApiModule } from '@portico/asyncapi';
import { expect, it, onTestFinished } from 'vitest';
import { createApplication } from '../src/application.js';

it('serves an AsyncAPI document', async () => {
  const app = await createApplication({ logger: false });
  onTestFinished(() => app.close());
  AsyncApiModule.setup('asyncapi', app, () => AsyncApiModule.createDocument(app, { title: 'Notes' }));
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const json = await fetch(`${url}/asyncapi.json`);
  expect(json.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await json.json()).toMatchObject({ asyncapi: '3.0.0', info: { title: 'Notes' } });
  expect(await (await fetch(`${url}/asyncapi.yaml`)).text()).toContain('asyncapi: 3.0.0');
  expect(await (await fetch(`${url}/asyncapi`)).text()).toContain('<title>Notes</title>');
});
