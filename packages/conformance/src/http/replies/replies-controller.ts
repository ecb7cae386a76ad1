import { Readable } from 'node:stream';
import {
  Controller,
  Get,
  Header,
  HttpCode,
  HttpStatus,
  Post,
  Query,
  Redirect,
  Res,
  Sse,
  StreamableFile,
  UseInterceptors,
} from '@portico/common';
import { defer, EMPTY, from, of, throwError } from 'rxjs';
import { failing } from './streams-controller.js';

class Cat {
  constructor(readonly name: string) {}
  toJSON() {
    return { cat: this.name };
  }
}

@Controller()
export class RepliesController {
  endless: Readable | undefined;
  idle: Readable | undefined;

  @Get('text') text() {
    return 'text ü';
  }
  @Get('empty-text') emptyText() {
    return '';
  }
  @Get('number') number() {
    return 0;
  }
  @Get('boolean') boolean() {
    return false;
  }
  @Get('object') object() {
    return { a: 1, absent: undefined };
  }
  @Get('array') array() {
    return [1, 'b'];
  }
  @Get('date') date() {
    return { at: new Date(0) };
  }
  @Get('class') class() {
    return new Cat('Tom');
  }
  @Get('null') null() {
    return null;
  }
  @Get('undefined') undefined() {}
  @Get('buffer') buffer() {
    return Buffer.from([1, 2, 255]);
  }
  @Get('bytes') bytes() {
    return new Uint8Array([1, 2, 255]);
  }
  @Get('promise') async promise() {
    return { a: 1 };
  }
  @Get('observable') observable() {
    return from([1, 2, { last: true }]);
  }
  @Get('observable/empty') empty() {
    return EMPTY;
  }
  @Get('observable/text') observableText() {
    return of('text');
  }
  @Get('observable/promise') deferred() {
    return defer(async () => ({ a: 1 }));
  }
  @Get('observable/fails') fails() {
    return throwError(() => new Error('source'));
  }
  @Get('bigint') bigint() {
    return { big: 1n };
  }
  @Get('circular') circular() {
    const a: Record<string, unknown> = {};
    a['a'] = a;
    return a;
  }

  @HttpCode(HttpStatus.ACCEPTED) @Get('code') code() {
    return { a: 1 };
  }
  @HttpCode(204) @Post('no-content') noContent() {
    return { never: 'seen' };
  }
  @HttpCode(304) @Get('not-modified') notModified() {}
  @Header('Cache-Control', 'none') @Header('X-Two', 'b') @Get('header') header() {
    return 'x';
  }
  @Header('Content-Type', 'text/csv') @Get('csv') csv() {
    return 'a,b';
  }
  @Header('Content-Type', 'application/hal+json') @Get('hal') hal() {
    return { a: 1 };
  }
  @Header('Content-Type', 'application/hal+json; charset=utf-8') @Get('hal/complete') halComplete() {
    return { a: 1 };
  }
  @Header('Content-Type', 'text/plain') @Get('object/text') objectAsText() {
    return { a: 1 };
  }
  @Get('object/html') objectAsHtml(@Res({ passthrough: true }) response: any) {
    response.header('content-type', 'text/html');
    return [{ a: 1 }];
  }
  @HttpCode(204) @Get('no-content/value') noContentValue() {
    return { never: 'seen' };
  }
  @HttpCode(204) @Get('no-content/text') noContentText() {
    return 'never seen';
  }
  @HttpCode(304) @Get('not-modified/value') notModifiedValue() {
    return { never: 'seen' };
  }
  @Get('cookies') cookies(@Res({ passthrough: true }) response: any) {
    const raw = response.raw ?? response;
    raw.setHeader('set-cookie', ['a=1', 'b=2']);
    return 'set';
  }

  @Redirect('/target', 301) @Get('redirect') redirect() {}
  @Redirect('/elsewhere') @Get('redirect/default') redirectDefault() {}
  @Redirect('/elsewhere') @Sse('redirect/events') redirectEvents() {
    return of({ data: 'never sent' });
  }
  @Redirect('/elsewhere', 302) @Get('redirect/dynamic') dynamic(@Query('to') url?: string) {
    return url ? { url, statusCode: 307 } : undefined;
  }
  @Redirect('/elsewhere') @Get('redirect/status') dynamicStatus(@Query('is') status: string) {
    return { statusCode: Number(status) };
  }
  @Redirect('/elsewhere') @Get('redirect/own') own(@Res() response: any) {
    response.redirect('/own');
  }
  @Redirect('/elsewhere') @Get('redirect/left') left(@Res() _response: unknown) {}
  @Redirect('/elsewhere')
  @UseInterceptors({ intercept: () => of('replaced') })
  @Get('redirect/replaced')
  replaced(@Res() response: any) {
    response.redirect('/own');
  }
  @Get('redirect/platform') platform(@Res() response: any) {
    response.redirect('/platform');
  }

  @Get('file') file() {
    return new StreamableFile(Buffer.from('file'), {
      type: 'text/plain',
      disposition: 'attachment; filename="a.txt"',
      length: 4,
    });
  }
  @Get('file/umlaut') fileUmlaut() {
    return new StreamableFile(Buffer.from('file'), { disposition: 'attachment; filename="größe.txt"', length: 4 });
  }
  @Get('file/default') fileDefault() {
    return new StreamableFile(Readable.from([Buffer.from('ab'), Buffer.from('c')]));
  }
  @Header('Content-Type', 'image/png') @Get('file/header') fileHeader() {
    return new StreamableFile(Buffer.from('png'));
  }
  @Get('file/promise') async filePromise() {
    return new StreamableFile(Buffer.from('later'));
  }
  @Get('file/fails') fileFails() {
    return new StreamableFile(failing());
  }
  @Get('file/destroyed') fileDestroyed() {
    const source = Readable.from(['never']);
    source.destroy();
    return new StreamableFile(source);
  }
  @Get('file/stops') fileStops() {
    let sent = false;
    return new StreamableFile(
      new Readable({
        read() {
          if (sent) return void setImmediate(() => this.destroy());
          sent = true;
          this.push(Buffer.alloc(100_000, 'x'));
        },
      }),
    );
  }
  @Header('x-split', 'a\r\nb') @Get('header/split') headerSplit() {
    return 'never';
  }
  @Get('file/handler-fails') fileHandlerFails() {
    return new StreamableFile(failing()).setErrorHandler(() => {
      throw new Error('the handler itself');
    });
  }
  @Get('file/idle') fileIdle() {
    this.idle = new Readable({ read() {} });
    return new StreamableFile(this.idle);
  }
  @Get('file/endless') fileEndless() {
    this.endless = new Readable({
      read() {
        setTimeout(() => this.push('more'), 1);
      },
    });
    return new StreamableFile(this.endless);
  }
  @Get('file/breaks') fileBreaks() {
    let sent = false;
    return new StreamableFile(
      new Readable({
        read() {
          if (sent) return void setImmediate(() => this.destroy(new Error('disk')));
          sent = true;
          this.push(Buffer.alloc(100_000, 'x'));
        },
      }),
    );
  }
}
