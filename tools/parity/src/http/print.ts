import type {
  ControllerCase,
  CorsCase,
  Enhancers,
  HttpCase,
  HttpRequest,
  ModuleCase,
  ParameterCase,
  RouteCase,
  RouteRef,
  Version,
} from './case.js';
import { methodOf, targetOf } from './target.js';

/** The case as a short program, and the requests to send. Names such as `refuse` are the kinds of case.ts. */
export function printCase(theCase: HttpCase): string {
  const { modules, prefix, versioning, global, uses = [], rawBody, cors, methodNotAllowed, requests } = theCase;
  const lines = modules.flatMap((module, index) => printModule(module, index));
  const options = [
    rawBody ? 'rawBody: true' : '',
    methodNotAllowed ? 'methodNotAllowed: true' : '',
    cors?.by === 'create' ? `cors: ${printCors(cors)}` : '',
  ].filter(Boolean);
  lines.push(`const app = await NestFactory.create(AppModule${options.length ? `, { ${options.join(', ')} }` : ''});`);
  if (cors?.by === 'first') lines.push(`app.enableCors(${printCors(cors)});`);
  for (const { path, behaviour } of uses)
    lines.push(`app.use(${path === undefined ? '' : `${quote(path)}, `}${behaviour});`);
  if (cors?.by === 'last') lines.push(`app.enableCors(${printCors(cors)});`);
  if (prefix) {
    const exclude = prefix.exclude ? `, { exclude: [${prefix.exclude.map(printRef).join(', ')}] }` : '';
    lines.push(`app.setGlobalPrefix(${quote(prefix.path)}${exclude});`);
  }
  if (versioning) lines.push(`app.enableVersioning(${printVersioning(versioning)});`);
  if (global) lines.push(...printGlobal(global));
  return [...lines, ...requests.map((request, index) => `// ${index}: ${printRequest(theCase, request)}`)].join('\n');
}

function printCors({ by: _, delegated, ...options }: CorsCase): string {
  const values = quote(options).replaceAll('"', "'");
  return delegated ? `(request, callback) => callback(null, ${values})` : values;
}

function printModule({ controllers, middleware = [], path }: ModuleCase, index: number): string[] {
  const names = controllers.map((_, at) => `Module${index}C${at}`);
  const lines = controllers.flatMap((controller, at) => printController(controller, names[at]!));
  const bindings = middleware.map(({ behaviour, asClass, exclude, forRoutes }) => {
    const applied = asClass ? `class(${behaviour})` : behaviour;
    const excluded = exclude ? `.exclude(${exclude.map(printRef).join(', ')})` : '';
    const routes = forRoutes.map((route) =>
      typeof route === 'number' ? names[route % names.length]! : printRef(route),
    );
    return `  consumer.apply(${applied})${excluded}.forRoutes(${routes.join(', ')});`;
  });
  lines.push(
    `@Module({ controllers: [${names.join(', ')}] })${path === undefined ? '' : ` // RouterModule: ${quote(path)}`}`,
  );
  lines.push(
    ...(bindings.length
      ? [`class Module${index} { configure(consumer) {`, ...bindings, '} }']
      : [`class Module${index} {}`]),
  );
  return lines;
}

function printController(controller: ControllerCase, name: string): string[] {
  const { path, version, host, requestScoped, routes } = controller;
  const options = [
    `path: ${quote(path)}`,
    version === undefined ? '' : `version: ${printVersion(version)}`,
    host === undefined ? '' : `host: ${quote(host)}`,
    requestScoped ? 'scope: Scope.REQUEST' : '',
  ].filter(Boolean);
  const argument = options.length === 1 ? quote(path) : `{ ${options.join(', ')} }`;
  return [`@Controller(${argument})${printEnhancers(controller)}`, `class ${name} {`, ...routes.map(printRoute), '}'];
}

function printRoute(route: RouteCase, index: number): string {
  const { method, path, version, parameters = [], reply, code, header, redirect, upload } = route;
  const decorator = reply.startsWith('sse') ? 'Sse' : method[0] + method.slice(1).toLowerCase();
  const decorators = [
    `@${decorator}(${quote(path)})`,
    version === undefined ? '' : `@Version(${printVersion(version)})`,
    code === undefined ? '' : `@HttpCode(${code})`,
    header ? `@Header('x-set', 'yes')` : '',
    redirect ? `@Redirect('/target', 302)` : '',
    upload ? `@UseInterceptors(${capital(upload.kind)}Interceptor(${quote(upload)}))` : '',
  ].filter(Boolean);
  return `  ${decorators.join(' ')}${printEnhancers(route)} h${index}(${parameters.map(printParameter).join(', ')}) { return ${reply}; }`;
}

function printParameter(parameter: ParameterCase, index: number): string {
  const { from } = parameter;
  if (!('key' in parameter || 'type' in parameter || 'pipe' in parameter)) return `@${capital(from)}() p${index}`;
  const { key, pipe, type } = parameter as { key?: string; pipe?: string; type?: string };
  const args = [key === undefined ? '' : quote(key), pipe ? `pipe(${pipe})` : ''].filter(Boolean);
  return `@${capital(from)}(${args.join(', ')}) p${index}${type ? `: ${type}` : ''}`;
}

function printEnhancers({ guards, interceptors, pipes, filters }: Enhancers): string {
  const kinds = { UseGuards: guards, UseInterceptors: interceptors, UsePipes: pipes, UseFilters: filters };
  return Object.entries(kinds)
    .map(([name, values]) => (values ? ` @${name}(${values.join(', ')})` : ''))
    .join('');
}

function printGlobal({ guards, interceptors, pipes, filters, provided }: NonNullable<HttpCase['global']>): string[] {
  const kinds = { Guards: guards, Interceptors: interceptors, Pipes: pipes, Filters: filters };
  return Object.entries(kinds).flatMap(([name, values]) => {
    if (!values) return [];
    return provided
      ? `// provided as APP_${name.toUpperCase().slice(0, -1)}: ${values}`
      : `app.useGlobal${name}(${values.join(', ')});`;
  });
}

function printVersioning({ type, defaultVersion, prefix }: NonNullable<HttpCase['versioning']>): string {
  const options = {
    uri: 'type: VersioningType.URI',
    header: `type: VersioningType.HEADER, header: 'x-v'`,
    media: `type: VersioningType.MEDIA_TYPE, key: 'v='`,
    custom: `type: VersioningType.CUSTOM, extractor: (request) => list(request.headers['x-v'])`,
  }[type];
  const version = defaultVersion === undefined ? '' : `, defaultVersion: ${printVersion(defaultVersion)}`;
  return `{ ${options}${version}${prefix === undefined ? '' : `, prefix: ${quote(prefix)}`} }`;
}

function printVersion(version: Version): string {
  return quote(version).replaceAll(`'neutral'`, 'VERSION_NEUTRAL');
}

function printRef(route: RouteRef): string {
  if (typeof route === 'string') return quote(route);
  const version = route.version === undefined ? '' : `, version: ${printVersion(route.version)}`;
  return `{ path: ${quote(route.path)}, method: RequestMethod.${route.method}${version} }`;
}

function printRequest(theCase: HttpCase, request: HttpRequest): string {
  const { host, body, accept, raw, versions, origin, preflight } = request;
  const version = versions && theCase.versioning && theCase.versioning.type !== 'uri' ? `version ${versions}` : '';
  const extras = [
    host && `Host: ${host}`,
    accept && `Accept: ${accept}`,
    origin && `Origin: ${origin}`,
    preflight && `preflight for ${preflight.method}${preflight.headers ? ` with ${preflight.headers}` : ''}`,
    body && `body ${body}`,
    raw && `raw ${raw}`,
    version,
  ];
  return [methodOf(theCase, request), targetOf(theCase, request), ...extras.filter(Boolean)].join('  ');
}

function quote(value: unknown): string {
  return JSON.stringify(value).replaceAll('"', `'`);
}

function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1);
}
