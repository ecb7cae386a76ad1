import { Controller, Param, Post } from '@portico/common';
import { expect } from 'vitest';
import type { Capability } from '../../support/capability.js';
import { itWhen } from '../../support/test-when.js';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform, PathOptions } from '../support/platform.js';

@Controller('hooks')
class HooksController {
  @Post('public') open() {
    return 'open';
  }
  @Post('größe') size() {
    return 'open';
  }
  @Post('some/:id') some(@Param('id') id: string) {
    return `open ${id}`;
  }
  @Post(':name') protect() {
    return 'protected';
  }
  @Post('*rest') rest() {
    return 'protected';
  }
}

const OF_ANOTHER_SITE = { 'sec-fetch-site': 'cross-site' };

/** No spelling of a path may reach a protected handler without the check. */
export function describeCsrfExclusions(platform: HttpPlatform): void {
  const { caseOption, trailingSlashOption, duplicateSlashOption } = platform.capabilities;
  const settings: { how: string; paths?: PathOptions; needs: Capability }[] = [
    { how: 'by default', needs: true },
    { how: 'with trailing slashes ignored', paths: { ignoreTrailingSlash: true }, needs: trailingSlashOption },
    { how: 'with trailing slashes kept', paths: { ignoreTrailingSlash: false }, needs: trailingSlashOption },
    { how: 'with case folded', paths: { caseSensitive: false }, needs: caseOption },
    { how: 'with duplicate slashes ignored', paths: { ignoreDuplicateSlashes: true }, needs: duplicateSlashOption },
  ];
  for (const { how, paths, needs } of settings) {
    itWhen(needs, `exclude of enableCsrfProtection() excludes no other path, ${how}`, () => check(platform, paths));
  }
}

async function check(platform: HttpPlatform, paths: PathOptions | undefined): Promise<void> {
  const app = await launchForTest(platform, {
    controllers: [HooksController],
    ...(paths && { paths }),
    configure: (nest) =>
      nest.enableCsrfProtection({ exclude: ['/hooks/public', '/hooks/gr%C3%B6%C3%9Fe', /^\/hooks\/some\/[^/]+$/] }),
  });
  for (const path of ['/hooks/public', '/hooks/gr%C3%B6%C3%9Fe', '/hooks/some/a%3Ab', '/hooks/public?x=1']) {
    const { status, text } = await app.post(path, '', OF_ANOTHER_SITE);
    expect([path, status, text.startsWith('open')]).toEqual([path, 201, true]);
  }
  expect((await app.post('/hooks/other', '', OF_ANOTHER_SITE)).status).toBe(403);
  for (const target of [
    '/hooks/%70ublic',
    '/hooks/PUBLIC',
    '/hooks/public/',
    '/hooks/public//',
    '/hooks//public',
    '//hooks/public',
    '/hooks\\public',
    '/hooks/public%2F',
    '/hooks/public;x',
    '/hooks/./public',
    '/hooks/x/../public',
    '/hooks/GR%C3%96%C3%9FE',
    '/hooks/gr%c3%b6%C3%9fe',
    '/hooks/%73ome/1',
    '/hooks/some//1',
    '/hooks/some/1/',
    '/hooks/some%2F1',
    'http://h/hooks/%70ublic',
    'http://h/hooks//public',
    '*hooks/public',
  ]) {
    const socket = await app.rawSocket();
    socket.write(
      `POST ${target} HTTP/1.1\r\nHost: h\r\nSec-Fetch-Site: cross-site\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );
    await socket.untilClosed();
    expect([target, socket.text]).toEqual([target, expect.not.stringMatching(/protected$/)]);
  }
}
