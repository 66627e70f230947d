import type { Declaration } from "./declarations";

/** Functions of the platform and of well-known libraries that make a request. */
const FETCH_FUNCTIONS = /^(?:axios|ky|got|superagent|ofetch|\$fetch|\$http)$/;
/** By their names these fetch, wherever they are declared: `fetch`, `fetchQuotes`, `refetch`. */
const FETCH_NAME = /^(?:re|pre)?fetch(?:[A-Z_]|$)/;
/** Verbs that read from a server when a module or an object for requests offers them. */
const READ_NAME =
  /^(?:get|load|list|query|search|poll|sync|refresh|reload|update|request|retrieve|pull)(?:[A-Z_]|$)/;
const HTTP_NAME = /^(?:get|post|put|patch|delete|head|request|query)$/;
/** Modules for requests, by path: `../api/quotes`, `@/services/quote-service`, `axios`. */
const REQUEST_MODULE =
  /(?:^|[/\-_.])(?:apis?|services?|fetchers?|requests?|http|client)(?:[/\-_.]|$)|(?:Api|Service|Client)$/;
/** Objects for requests: `axios`, `this.http`, `quoteService`, `apiClient`. */
const REQUEST_OBJECT =
  /^(?:axios|ky|got|superagent|request|\$?http|api|service)$|(?:Api|API|Client|Service|Http|Axios)$/;
/** Objects that look like the above and read from memory. */
const LOCAL_OBJECT = /(?:storage|cookie|cache|router|logg|notif|theme|socket|query)\w*$/i;
/** What the hooks of SWR, React Query and Apollo return in order to load again. */
const LOAD_AGAIN = /^(?:refetch|mutate|revalidate|reload|refresh|load|execute|trigger)/;

/** Whether a function that this file does not declare makes a request, by its name. */
export function isFetchFunction(name: string, declaration: Declaration | null): boolean {
  if (FETCH_NAME.test(name)) return true;
  if (declaration === null) return FETCH_FUNCTIONS.test(name);
  if (declaration.kind !== "import") return false;
  const { from, imported } = declaration;
  if (from === "swr" && imported === "mutate") return true;
  if (imported === "default" && FETCH_FUNCTIONS.test(from)) return true;
  return REQUEST_MODULE.test(from) && READ_NAME.test(imported === "default" ? name : imported);
}

/** Whether `object.method()` makes a request, by both names and by where the object comes from. */
export function isFetchMethod(
  object: string,
  method: string,
  declaration: Declaration | null,
): boolean {
  const last = object.split(/[.?]+/).at(-1) ?? "";
  if (FETCH_NAME.test(method)) return true;
  if (/^(?:invalidate|refetch)Queries$/.test(method)) return true;
  if (last === "location" && method === "reload") return true;
  if (/^router$/i.test(last) && method === "refresh") return true;
  if (/^(?:\$|jQuery)$/.test(last)) return /^(?:ajax|get|post|getJSON)$/.test(method);
  if (LOCAL_OBJECT.test(last)) return false;
  const reads = READ_NAME.test(method) || HTTP_NAME.test(method);
  const isRequests = declaration?.kind === "import" && REQUEST_MODULE.test(declaration.from);
  return reads && (isRequests || REQUEST_OBJECT.test(last));
}

/** Whether a hook's result of this name loads again. */
export function isLoadAgain(name: string): boolean {
  return LOAD_AGAIN.test(name) || FETCH_NAME.test(name);
}
