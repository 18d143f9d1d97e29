import type { Readable } from 'node:stream';
import type { z } from 'zod';

/**
 * What a status may answer: JSON by a schema, or a page, a plain text, nothing, a redirection, a file.
 * Problems (4xx, 5xx as problem+json) need no declaration; they are thrown.
 */
export type ResponseKind = z.ZodType | 'html' | 'text' | 'empty' | 'redirect' | 'file';

/** By status; a list where the answer depends on what the visitor's program accepts: `{ 201: [Receipt, 'html'] }`. */
export type Responses = Readonly<Record<number, ResponseKind | readonly ResponseKind[]>>;

/** A list where a header stands more than once: `{ 'set-cookie': [one, other] }`. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

export interface HtmlAnswer<Status extends number = number> {
  status: Status;
  html: string;
  /** Replaces the strict policy of all pages, for this answer only. */
  contentSecurityPolicy?: string;
  headers?: Headers;
}

export interface TextAnswer<Status extends number = number> {
  status: Status;
  text: string;
  headers?: Headers;
}

export interface RedirectAnswer<Status extends number = number> {
  status: Status;
  location: string;
  headers?: Headers;
}

export interface FileAnswer<Status extends number = number> {
  status: Status;
  file: Uint8Array | Readable;
  /** Media type: `text/javascript; charset=utf-8`. */
  type: string;
  headers?: Headers;
}

export interface JsonAnswer<Status extends number, Body> {
  status: Status;
  body: Body;
  headers?: Headers;
}

export interface EmptyAnswer<Status extends number = number> {
  status: Status;
  body?: undefined;
  headers?: Headers;
}

// What is sent is not changed any more, so frozen lists and `as const` objects will do.
type DeepReadonly<Value> = Value extends string | number | boolean | bigint | null | undefined | Date
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly DeepReadonly<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
      : Value;

type AnswerOfKind<Status extends number, Kind> = Kind extends z.ZodType
  ? JsonAnswer<Status, DeepReadonly<z.output<Kind>>>
  : Kind extends 'html'
    ? HtmlAnswer<Status>
    : Kind extends 'text'
      ? TextAnswer<Status>
      : Kind extends 'redirect'
        ? RedirectAnswer<Status>
        : Kind extends 'file'
          ? FileAnswer<Status>
          : EmptyAnswer<Status>;

type OneOf<Kinds> = Kinds extends readonly ResponseKind[] ? Kinds[number] : Kinds;

/** What a handler may return: one of the declared statuses, each with what was declared for it. */
export type AnswerOf<Declared extends Responses> = {
  [Status in keyof Declared & number]: AnswerOfKind<Status, OneOf<Declared[Status]>>;
}[keyof Declared & number];

/** Any answer at all: what the sending side sees. */
export type Answer =
  | JsonAnswer<number, unknown>
  | HtmlAnswer
  | TextAnswer
  | RedirectAnswer
  | FileAnswer
  | EmptyAnswer;

/** A page, status 200. Scripts only from our own origin; see `pagePolicy` for the rest. */
export function html(body: string): HtmlAnswer<200>;
export function html<const Status extends number>(
  body: string,
  options: { status: Status; contentSecurityPolicy?: string; headers?: Headers },
): HtmlAnswer<Status>;
export function html(body: string, options: Omit<HtmlAnswer, 'html'> = { status: 200 }): HtmlAnswer {
  return { ...options, html: body };
}

/** 303 See Other: the program asks for `location` with GET. A path of ours or a URL the caller has checked. */
export function redirect(location: string, headers?: Headers): RedirectAnswer<303> {
  return { status: 303, location, ...(headers && { headers }) };
}

/** For what a visitor is shown in their language: never stored by default, and search engines read only this. */
export const notListed = { vary: 'Accept, Accept-Language', 'x-robots-tag': 'noindex' } as const;
