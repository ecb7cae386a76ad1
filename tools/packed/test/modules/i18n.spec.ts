import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

/** `nestjs-i18n`: the language of each request, in parameters, in services and in validation errors. */
describeApplication('i18n', (application) => {
  const german = { language: 'de', parameter: 'Hallo Ada', service: 'Hallo Bob' };

  it.each([
    ['a query parameter', '/hello?lang=de', {}],
    ['a header', '/hello', { 'x-lang': 'de' }],
    ['Accept-Language', '/hello', { 'accept-language': 'de-AT,de;q=0.9' }],
  ])('reads the language from %s', async (_, path, headers) => {
    expect(await application().json(path, headers as Record<string, string>)).toEqual(german);
  });

  it('falls back, and separates simultaneous requests', async () => {
    const english = { language: 'en', parameter: 'Hello Ada', service: 'Hello Bob' };
    const paths = ['/hello?lang=de', '/hello', '/hello?lang=de', '/hello'];
    expect(await Promise.all(paths.map((path) => application().json(path)))).toEqual([
      german,
      english,
      german,
      english,
    ]);
  });

  it('translates validation errors', async () => {
    const response = await application().post('/guests?lang=de', { name: '' });
    expect([response.status, await response.json()]).toEqual([
      400,
      { statusCode: 400, message: ['darf nicht leer sein'], error: 'Bad Request' },
    ]);
  });
});
