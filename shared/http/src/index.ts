export { deskCookie, deskCsrfHeader } from './actor.ts';
export type { Actor, Authorize } from './actor.ts';
export { createHttpApp } from './create-http-app.ts';
export type { HttpAppOptions } from './create-http-app.ts';
export { csvLine, phoneCell, textCell } from './csv-line.ts';
export { deskRoute } from './desk-route.ts';
export type { DeskRequest, DeskRouteSpec } from './desk-route.ts';
export { httpError } from './errors.ts';
export type { Exchange, HttpContext } from './exchange.ts';
export { listen } from './listen.ts';
export type { Listening, ListenOptions } from './listen.ts';
export { markup } from './markup.ts';
export type { SafeHtml } from './markup.ts';
export { openapi } from './openapi.ts';
export type { ApiInfo, OpenApiDocument } from './openapi.ts';
export { isPlainForm } from './plain-form.ts';
export type { RenderProblemPage } from './problem.ts';
export { html, notListed, redirect } from './responses.ts';
export type {
  Answer,
  AnswerOf,
  EmptyAnswer,
  FileAnswer,
  Headers,
  HtmlAnswer,
  JsonAnswer,
  RedirectAnswer,
  ResponseKind,
  Responses,
  TextAnswer,
} from './responses.ts';
export { route } from './route.ts';
export type {
  BodyType,
  CorsRules,
  Method,
  RawParts,
  RequestFacts,
  Route,
  RouteRequest,
  RouteSpec,
} from './route.ts';
export { pagePolicy } from './security-headers.ts';
export { normalAddress, visitorAddress } from './visitor-address.ts';
