export { httpError } from './errors.ts';
export { html, redirect } from './responses.ts';
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
