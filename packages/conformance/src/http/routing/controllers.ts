import {
  All,
  Controller,
  Copy,
  Delete,
  Get,
  Head,
  Lock,
  Mkcol,
  Move,
  Options,
  Param,
  Patch,
  Post,
  Propfind,
  Proppatch,
  Put,
  Search,
  Unlock,
  Version,
} from '@portico/common';

@Controller('methods')
export class MethodsController {
  @Get() get() {
    return 'get';
  }
  @Post() post() {
    return 'post';
  }
  @Put() put() {
    return 'put';
  }
  @Patch() patch() {
    return 'patch';
  }
  @Delete() delete() {
    return 'delete';
  }
  @Options() options() {
    return 'options';
  }
  @Search() search() {
    return 'search';
  }
  @Propfind() propfind() {
    return 'propfind';
  }
  @Proppatch() proppatch() {
    return 'proppatch';
  }
  @Mkcol() mkcol() {
    return 'mkcol';
  }
  @Copy() copy() {
    return 'copy';
  }
  @Move() move() {
    return 'move';
  }
  @Lock() lock() {
    return 'lock';
  }
  @Unlock() unlock() {
    return 'unlock';
  }
  @All('all') all() {
    return 'all';
  }
  @Head('head') head() {
    return 'unseen';
  }
}

@Controller(['cats', 'felines'])
export class PathsController {
  @Get() list() {
    return 'list';
  }
  @Get(['a', 'b/c']) several() {
    return 'several';
  }
  @Get('static') fixed() {
    return 'static';
  }
  @Get('deep/files/*path') files(@Param('path') path: string | string[]) {
    return { path: [path].flat() };
  }
  @Get('maybe/{*rest}') maybe(@Param('rest') rest?: string | string[]) {
    return { rest: rest ? [rest].flat() : [] };
  }
  @Get('optional{/:id}') optional(@Param('id') id?: string) {
    return { id: id ?? null };
  }
  @Get(':owner/toys/:toy') params(@Param() params: Record<string, string>) {
    return params;
  }
  @Get(':id') one(@Param('id') id: string) {
    return { id };
  }
}

@Controller('who')
export class AnyoneController {
  @Get() who() {
    return 'anyone';
  }
}

@Controller({ path: 'things', version: '1' })
export class ThingsV1 {
  @Get() list() {
    return 'v1';
  }
  @Get('only') only() {
    return 'only v1';
  }
  @Version('3') @Get('special') special() {
    return 'special v3';
  }
}

@Controller('plain')
export class Plain {
  @Get() list() {
    return 'plain';
  }
}
