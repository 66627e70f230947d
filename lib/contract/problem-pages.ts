import type { ProblemSlug } from "./problem";

/** The text of a problem's page: what happened, what it means for you, what to do. */
export type ProblemPage = { happened: string; means: string; todo: string };

export const PROBLEM_PAGES: Record<ProblemSlug, ProblemPage> = {
  "invalid-request": {
    happened: "The address, a header or the body has an unexpected format.",
    means: "No API call was made and no quota was used.",
    todo: "Check the errors in the response: each one names the field. Correct the request and send it again.",
  },
  unauthorized: {
    happened: "The request has no valid session and no valid access key.",
    means: "No data was loaded and no quota was used.",
    todo: "Sign in at /enter. In a script, send a key that an admin created: Authorization: Bearer gg_…",
  },
  forbidden: {
    happened:
      "The request is not allowed: it came from another website, or the caller lacks the permission.",
    means: "Nothing was changed and no quota was used.",
    todo: "Use the pages of this deployment. If you run it, check that APP_ORIGIN is the address in your browser. If you set a priority, use the default.",
  },
  "not-found": {
    happened: "There is nothing at this address, or it belongs to another caller.",
    means: "No quota was used.",
    todo: "Check the address. The API is described at /api/openapi.json.",
  },
  "not-cached": {
    happened: "You requested cached data only, and this symbol is not cached yet.",
    means: "No quota was used.",
    todo: "Press Load, or send the request without cached=1. Loading uses at most one API call, shared with everyone.",
  },
  "unknown-symbol": {
    happened: "Trading Volatility does not know this symbol.",
    means: "Gammagate remembers unknown symbols for 10 minutes, so another request uses no quota.",
    todo: "Check the spelling. Write share classes as BRK.B and indices as SPX.",
  },
  "not-offered": {
    happened:
      "The Trading Volatility API or subscription of this deployment does not include this data.",
    means: "Waiting will not help. A refusal by the subscription is remembered for 10 minutes.",
    todo: "Request other data, or use a deployment with another version of the API or another plan.",
  },
  "method-not-allowed": {
    happened: "The address exists, but not for this HTTP method.",
    means: "Nothing was changed and no quota was used.",
    todo: "Use one of the methods in the Allow header of the response.",
  },
  "not-acceptable": {
    happened: "The Accept header excludes the only format of this address.",
    means: "No data was loaded and no quota was used.",
    todo: "For an event stream, send Accept: text/event-stream.",
  },
  conflict: {
    happened: "The state has changed since you loaded it, so the request no longer applies.",
    means: "Nothing was changed.",
    todo: "Reload the page or request the current state, then try again if it still applies.",
  },
  gone: {
    happened:
      "The ticket or scan has ended and is no longer stored. Ended tickets are stored for 10 minutes.",
    means: "If it returned data, the data is in the cache.",
    todo: "Request the symbol again. Fresh cached data uses no quota.",
  },
  "payload-too-large": {
    happened: "The body of the request is larger than 32 KB.",
    means: "The request was not processed and no quota was used.",
    todo: "Send a smaller body.",
  },
  "uri-too-long": {
    happened: "The address is longer than 2,048 characters.",
    means: "The request was not processed and no quota was used.",
    todo: "Shorten the address.",
  },
  "unsupported-media-type": {
    happened: "The body is not plain JSON, or it is compressed.",
    means: "The request was not processed and no quota was used.",
    todo: "Send Content-Type: application/json, in UTF-8, without Content-Encoding.",
  },
  unprocessable: {
    happened:
      "The request is valid but cannot be processed: it has too many symbols, or no usable symbol.",
    means: "Nothing was queued and no quota was used.",
    todo: "Check the detail in the response, then change the symbols.",
  },
  "cooling-down": {
    happened: "You refreshed a moment ago. The next refresh has to wait.",
    means: "You see the newest cached data. No quota was used.",
    todo: "Wait for the time in Retry-After. The Refresh button counts down.",
  },
  "too-many-requests": {
    happened: "You, or your network address, sent too many requests in a short time.",
    means: "This request was not processed. No quota was used.",
    todo: "Wait for the time in Retry-After. In a script, follow the event stream of a ticket instead of polling.",
  },
  "queue-full": {
    happened: "You have as many queued requests as one caller may have, or the queue is full.",
    means: "This request was not queued. Your other requests stay in the queue. No quota was used.",
    todo: "Wait for a queued request, or cancel one. Then try again.",
  },
  "too-many-streams": {
    happened: "You have too many open event streams, often from many tabs.",
    means: "This stream was not opened. Pages still work, with slower updates.",
    todo: "Close some tabs, or poll /api/queue-status once a minute.",
  },
  "upstream-auth": {
    happened: "Trading Volatility rejected the API key of this deployment.",
    means:
      "No new data can be loaded until the key is fixed. Saved data is still shown, with its age.",
    todo: "If you run this deployment, check the API key and its plan. Otherwise ask your admin.",
  },
  "upstream-invalid-response": {
    happened: "Trading Volatility returned data that cannot be used.",
    means: "The response was discarded, and cached data was kept. The API call used quota.",
    todo: "Try again later. Saved data, if there is any, is shown until then.",
  },
  "upstream-error": {
    happened: "Trading Volatility returned an error, or the connection broke.",
    means: "The API call may have used quota. Everyone who waited for it got the same error.",
    todo: "Try again later. Saved data, if there is any, is shown until then.",
  },
  "breaker-open": {
    happened:
      "Trading Volatility rate-limited us or failed repeatedly. The circuit breaker is open.",
    means: "No API calls are made until it closes, so that the upstream can recover.",
    todo: "Wait for the time in Retry-After. Refreshing earlier does not help.",
  },
  "primary-unavailable": {
    happened:
      "This deployment gets its data from another one, the primary, which does not respond or refuses its key.",
    means: "Saved data is still shown, with its age. Nothing new is loaded and no quota is used.",
    todo: "Try again in a few seconds. If you run it, check that the primary is up, that PRIMARY_URL is its address, and that PRIMARY_KEY is one of its deployment keys.",
  },
  "store-unavailable": {
    happened: "Gammagate's database (Redis) is not responding.",
    means: "The remaining quota is unknown, so no API calls are made. Saved data is still shown.",
    todo: "Try again in a few seconds. If you run this deployment and the error persists, check Redis.",
  },
  overloaded: {
    happened: "This server has no capacity left, or is shutting down.",
    means: "The request was not processed and no quota was used.",
    todo: "Wait for the time in Retry-After, then try again. Another server may respond.",
  },
  "upstream-timeout": {
    happened: "Trading Volatility took too long to respond, so the API call was ended.",
    means: "The API call may have arrived, so it counts against the quota.",
    todo: "Try again later. Saved data, if there is any, is shown until then.",
  },
  internal: {
    happened: "An unexpected error occurred on this server.",
    means: "The request was not completed. The error is in the log under the request ID.",
    todo: "Try again. If the error persists, send the ID in X-Request-Id to your admin.",
  },
};
