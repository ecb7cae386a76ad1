import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { CookieSerializeOptions, CookiesOptions, StreamableFile } from '@portico/common';
import { CookieSigner } from './cookies/cookie-signer.js';
import { signedCookies } from './cookies/parse-cookies.js';
import { headerCookies } from './cookies/request-cookies.js';
import { serializeCookie } from './cookies/serialize-cookie.js';
import type { EventSink } from './reply/event-sink.js';
import { pipeToResponse } from './reply/pipe-stream.js';
import { sendFile } from './reply/send-file.js';
import { RouteMethods } from './route-methods.js';
import type { Replier, ReplyPlan } from './route-registration.js';

/** The members of HTTP adapters that send a reply, bodies, streams, status and headers, and those that read and write cookies. */
export abstract class ReplyMethods<TRequest = any, TResponse = any> extends RouteMethods<TRequest, TResponse> {
  /** Signs and verifies cookies with the secrets of the application. */
  cookieSigner = new CookieSigner(undefined);

  /** Returns the response of Node, for reading; use {@link takeOver} to write to it. */
  rawResponse(response: TResponse): ServerResponse {
    // The default is for responses that are those of Node, or have them as `raw`.
    const own = response as TResponse & ServerResponse & { raw?: ServerResponse };
    return own.raw ?? own;
  }

  /**
   * Sends `body` and ends the response: an object as JSON, a string as text, a `Buffer` or `Uint8Array` unchanged,
   * `null` and `undefined` as an empty body. Streams are sent by {@link replyStream}, a `StreamableFile` by
   * {@link replyFile}. An existing content type is kept; that of JSON gets `; charset=utf-8`. Statuses 204 and 304
   * have no body. From now on {@link isHeadersSent} returns true, even if the reply is sent later.
   *
   * @param statusCode default: the status set before
   * @throws what `JSON.stringify` throws, so that the filters of the route can send a reply
   */
  abstract reply(response: TResponse, body: any, statusCode?: number): any;

  /**
   * Optional fast path: creates a function for the replies of one route, at start-up. Without it, core calls
   * `status`, `setHeader` and `reply`.
   */
  createReplier?(plan: ReplyPlan): Replier<TRequest, TResponse>;

  /**
   * Sends a stream as the body. Headers are already set. If the client disconnects, the stream is destroyed. If the
   * source fails before its first byte, `onError` sends another reply; if it fails later, the connection is closed,
   * so that the client notices.
   */
  replyStream(response: TResponse, stream: Readable, onError: (error: Error) => void): void {
    pipeToResponse(stream, this.takeOver(response), onError);
  }

  /** Sends a `StreamableFile`: its headers, then its stream. For files given to `reply` directly. */
  protected replyFile(response: TResponse, file: StreamableFile): void {
    sendFile(this, response, file);
  }

  /**
   * Sets a header of a `StreamableFile`. Override it if {@link setHeader} changes the value: the content type of a
   * file must not get a charset.
   */
  setFileHeader(response: TResponse, name: string, value: string): any {
    return this.setHeader(response, name, value);
  }

  /**
   * Returns the response of Node for direct writing (server-sent events, streams), with the status and headers set
   * before. The library must not write to it any more. Until something is written, {@link isHeadersSent} is false,
   * and {@link reply} still sends a reply: a stream may fail before its first byte.
   */
  takeOver(response: TResponse): ServerResponse {
    return this.rawResponse(response);
  }

  /**
   * Optional: begins an event stream on a platform that runs hooks before each reply, in which plugins write cookies or
   * store sessions. Without it, core calls {@link takeOver}.
   *
   * @param ready called when the hooks have run, with the stream to write to: the response of Node, or what a hook has put
   *   in front of it
   * @param failed called if a hook fails; another reply can be sent then
   * @throws if the head cannot be written
   */
  beginEventStream?(response: TResponse, ready: (sink: EventSink) => void, failed: (error: unknown) => void): void;

  abstract status(response: TResponse, statusCode: number): any;
  /**
   * Ends the response, with a final chunk if there is one. Core calls it without a chunk if something fails after
   * {@link reply}. A platform that sends replies later must ignore that call, and send the complete body.
   */
  abstract end(response: TResponse, message?: string): any;
  /**
   * Renders a view and sends it. A failure rejects the returned promise, or is passed to the error handler of the
   * library.
   */
  abstract render(response: TResponse, view: string, options: any): any;
  /** Sends a redirect to `url`, percent-encoded by `encodeLocation()`. */
  abstract redirect(response: TResponse, statusCode: number, url: string): any;
  /** Returns whether the reply was sent or is being sent, so that no other reply is possible. */
  abstract isHeadersSent(response: TResponse): boolean;
  abstract setHeader(response: TResponse, name: string, value: string): any;
  abstract getHeader(response: TResponse, name: string): any;
  /** Removes a header. */
  removeHeader(response: TResponse, name: string): any {
    this.rawResponse(response).removeHeader(name);
  }

  /** Adds a value to a header, which may already exist. */
  abstract appendHeader(response: TResponse, name: string, value: string): any;

  /**
   * Returns the cookies that a client has sent, decoded; if a name is repeated, the first value. Signatures are not
   * verified. The request may be that of the platform or of Node, such as the request of a WebSocket connection.
   *
   * @example
   * const { token = '' } = this.adapterHost.httpAdapter.getCookies(context.switchToHttp().getRequest());
   */
  getCookies(request: object): Readonly<Record<string, string | undefined>> {
    return headerCookies(request);
  }

  /** Returns the values of the signed cookies in the same way; `false` if a signature is wrong. */
  getSignedCookies(request: object): Readonly<Record<string, string | false | undefined>> {
    return signedCookies(headerCookies(request), this.cookieSigner);
  }

  /**
   * Adds a `Set-Cookie` header.
   *
   * @throws FrameworkError `PORTICO_INVALID_COOKIE` if the name, the value or an attribute is invalid in a header
   */
  setCookie(response: TResponse, name: string, value: string, options?: CookieSerializeOptions): any {
    const text = options?.signed ? this.cookieSigner.sign(value) : value;
    return this.appendHeader(response, 'set-cookie', serializeCookie(name, text, options));
  }

  /** Adds a `Set-Cookie` header that deletes the cookie in the browser. */
  clearCookie(response: TResponse, name: string, options?: CookieSerializeOptions): any {
    const expired = { ...options, signed: false, maxAge: 0, expires: new Date(0) };
    return this.appendHeader(response, 'set-cookie', serializeCookie(name, '', expired));
  }

  /** Sets the secrets that sign cookies. */
  setCookiesOptions(options: CookiesOptions | undefined): void {
    this.cookieSigner = new CookieSigner(options?.secret);
  }
}
