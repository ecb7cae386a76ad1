import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepRequest, type RequestSummary, restoreRequest } from './request-summary.js';

const BROWSER = { host: 'chat.example', 'user-agent': 'Browser/1', origin: 'https://chat.example' };

function request(own: Partial<RequestSummary> = {}): RequestSummary {
  return { url: '/rooms/7?as=tom', headers: BROWSER, secure: true, address: '10.0.0.1', ...own };
}

describe('a kept request', () => {
  it('is restored as it was', () => {
    const name = fc.constantFrom('host', 'user-agent', 'cookie', 'authorization', 'x-team', 'set-cookie');
    const value = fc.oneof(fc.string(), fc.constantFrom('', 'a\nb', 'é: "quoted"'), fc.array(fc.string()));
    const summary = fc.record(
      {
        url: fc.string(),
        headers: fc.dictionary(name, value),
        secure: fc.boolean(),
        address: fc.string(),
        params: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string()))),
      },
      { requiredKeys: ['url', 'headers', 'secure', 'address'] },
    );
    fc.assert(
      fc.property(summary, (given) => {
        // A second time with a kind that is known.
        keepRequest(given);
        expect(restoreRequest(keepRequest(given))).toEqual(given);
      }),
    );
  });

  it('keeps headers in their order', () => {
    const headers = { cookie: 'a=1', host: 'chat.example', 'x-team': 'red', 'user-agent': 'Browser/1' };
    expect(Object.entries(restoreRequest(keepRequest(request({ headers }))).headers)).toEqual(Object.entries(headers));
  });

  it('shares what browsers send alike, and keeps what identifies a client with the client', () => {
    const [tom, ada] = ['tom', 'ada'].map((user) =>
      keepRequest(request({ headers: { ...BROWSER, cookie: `session=${user}` }, url: `/?as=${user}` })),
    );
    expect(tom!.kind).toBe(ada!.kind);
    expect(JSON.stringify(tom!.kind)).not.toContain('tom');
    expect(tom!.text).not.toContain('Browser');
    expect(restoreRequest(ada!).headers.cookie).toBe('session=ada');
  });

  it('forgets the kinds of earlier clients, who keep theirs, when there are too many', () => {
    const agent = (name: string) => request({ headers: { 'user-agent': name } });
    const first = keepRequest(agent('first'));
    for (let index = 0; index < 300; index++) keepRequest(agent(`Agent/${index}`));
    expect(restoreRequest(first)).toEqual(agent('first'));
    const again = keepRequest(agent('first'));
    expect(again.kind).not.toBe(first.kind);
    expect(restoreRequest(again)).toEqual(agent('first'));
  });
});
