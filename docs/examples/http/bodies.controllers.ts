import { Body, Controller, Headers, Post, RawBody } from '@portico/common';

// #region raw
@Controller('hooks')
export class HooksController {
  @Post()
  receive(@Body() event: object, @RawBody() bytes: Buffer, @Headers('x-signature') signature?: string) {
    return { event, bytes: bytes.length, signature };
  }
}
// #endregion

@Controller('notes')
export class NotesController {
  @Post()
  add(@Body() text: string): { length: number } {
    return { length: text.length };
  }
}
