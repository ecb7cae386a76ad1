import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

/** `@willsoto/nestjs-prometheus`. */
describeApplication('prometheus', (application) => {
  it('injects metrics, and serves them with those of the process', async () => {
    for (const fruit of ['apple', 'apple', 'pear']) await application().get(`/shop/${fruit}`);
    const response = await application().get('/mymetrics');
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    expect(text).toContain('sold_total{fruit="apple",app="portico"} 2');
    expect(text).toContain('sold_total{fruit="pear",app="portico"} 1');
    expect(text).toContain('price_bucket{le="5",app="portico"} 3');
    expect(text).toContain('nodejs_version_info');
  });
});
