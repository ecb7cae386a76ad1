import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpModule, HttpService } from '@nestjs/axios';
import { BadGatewayException, Controller, Get, Module } from '@nestjs/common';
import { catchError, map, type Observable } from 'rxjs';
import { serve } from './serve.js';

const upstream = createServer((request, response) => {
  response.statusCode = request.url === '/down' ? 503 : 200;
  response.end(JSON.stringify({ path: request.url, agent: request.headers['x-agent'] }));
});
await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
upstream.unref();

@Controller('remote')
class RemoteController {
  constructor(private readonly http: HttpService) {}

  @Get()
  read(): Observable<unknown> {
    return this.http.get<unknown>('/up').pipe(map((response) => response.data));
  }

  @Get('down')
  down(): Observable<unknown> {
    return this.http.get<unknown>('/down').pipe(
      catchError((error: Error) => {
        throw new BadGatewayException(error.message);
      }),
    );
  }
}

const baseURL = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;

@Module({
  imports: [HttpModule.registerAsync({ useFactory: () => ({ baseURL, headers: { 'x-agent': 'portico' } }) })],
  controllers: [RemoteController],
})
class AppModule {}

await serve(AppModule);
