export interface DeskRoute {
  method: string;
  /** With `{…}` for parameters, as OpenAPI writes them. */
  path: string;
  permission: string;
}

/** Every route of the running server that needs a permission, as its own documentation lists them. */
export async function deskRoutesOf(url: string): Promise<DeskRoute[]> {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { 'x-permission'?: string }>>;
  };
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const permission = operation['x-permission'];
      return permission === undefined ? [] : [{ method: method.toUpperCase(), path, permission }];
    }),
  );
}

/** A path that the route takes: an id that nobody has for each parameter. */
export function someAddress({ path }: DeskRoute): string {
  return path.replaceAll(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000');
}
