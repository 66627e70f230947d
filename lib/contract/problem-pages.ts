import type { ProblemSlug } from "./problem";

/** What the page of a problem says: what happened, what it means for me, what to do. */
export type ProblemPage = { happened: string; means: string; todo: string };

export const PROBLEM_PAGES: Record<ProblemSlug, ProblemPage> = {
  "invalid-request": {
    happened:
      "Something in the address, a header or the body was not of the form that is expected there.",
    means: "Nothing was asked of the upstream and no quota was used.",
    todo: "Look at the list of errors in the answer: each names the place. Correct it and ask again.",
  },
  unauthorized: {
    happened:
      "This deployment is for its members, and the request did not show that it is from one.",
    means: "Nothing was read and no quota was used.",
    todo: "Enter with the passphrase on the page /enter, or send your key as a Bearer token.",
  },
  forbidden: {
    happened:
      "The request is understood and not allowed: it came from another website, or asked for more than its sender may.",
    means: "Nothing was changed and no quota was used.",
    todo: "Use the pages of this deployment itself. If you run it, check that APP_ORIGIN is the address in your browser. If you set a priority, use the default.",
  },
  "not-found": {
    happened: "There is nothing at this address, or it belongs to somebody else.",
    means: "No quota was used.",
    todo: "Check the address. Every address of the API is described at /api/openapi.json.",
  },
  "not-cached": {
    happened: "You asked only for what is already here, and there is no copy of this symbol yet.",
    means: "No quota was used, as you wished.",
    todo: "Press Load, or ask without cached=1: that uses at most one call, shared with everyone who asks for the same.",
  },
  "unknown-symbol": {
    happened: "The upstream was asked and does not know this symbol.",
    means: "The answer is remembered for 10 minutes, so that asking again does not use quota.",
    todo: "Check the spelling. Classes are written BRK.B, indices ^SPX.",
  },
  "not-offered": {
    happened: "The upstream that this deployment uses does not offer this data.",
    means: "No quota was used, and waiting will not help.",
    todo: "Ask for something else, or use a deployment with the other version of the upstream's API.",
  },
  "method-not-allowed": {
    happened: "The address exists, but not for this HTTP method.",
    means: "Nothing was changed and no quota was used.",
    todo: "Use one of the methods in the Allow header of the answer.",
  },
  "not-acceptable": {
    happened: "The Accept header leaves out the only form that this address has.",
    means: "Nothing was read and no quota was used.",
    todo: "For a stream of events, accept text/event-stream.",
  },
  conflict: {
    happened: "The request does not fit the present state, which has changed since you looked.",
    means: "Nothing was changed.",
    todo: "Read the present state and decide again.",
  },
  gone: {
    happened:
      "This has ended some time ago and is no longer kept. Ended tickets are kept for 10 minutes.",
    means: "If it brought an answer, that answer is in the cache.",
    todo: "Ask for the symbol again: a fresh copy costs nothing.",
  },
  "payload-too-large": {
    happened: "The body of the request is larger than 32 KB, and was not read to its end.",
    means: "Nothing was done and no quota was used.",
    todo: "Send less at once.",
  },
  "uri-too-long": {
    happened: "The address is longer than 2,048 characters.",
    means: "Nothing was done and no quota was used.",
    todo: "Shorten the address. No address here needs that much.",
  },
  "unsupported-media-type": {
    happened: "The body is not plain JSON, or it is compressed.",
    means: "Nothing was done and no quota was used.",
    todo: "Send Content-Type: application/json, in UTF-8, without Content-Encoding.",
  },
  unprocessable: {
    happened:
      "The request is well formed, but cannot be carried out as it stands: too many symbols, or none that is usable.",
    means: "Nothing was queued and no quota was used.",
    todo: "Read the detail of the answer, and ask for less or for something else.",
  },
  "cooling-down": {
    happened: "You forced a refresh a moment ago, and the next one must wait.",
    means: "What you see is the newest copy that is here. No quota was used.",
    todo: "Wait for the seconds in Retry-After. The Refresh button counts them down.",
  },
  "too-many-requests": {
    happened: "More requests came from you, or from your address, than one person needs.",
    means: "This one was not carried out. No quota was used.",
    todo: "Wait for the seconds in Retry-After. A script should ask less often: following a ticket needs no polling.",
  },
  "queue-full": {
    happened: "You hold as many places in line as one caller may, or the whole line is taken.",
    means: "This request got no place. Your other places are kept. No quota was used.",
    todo: "Let what is in line come, or give a place up; then ask again.",
  },
  "too-many-streams": {
    happened: "Too many event streams of yours are open, often from many tabs.",
    means: "This one was not opened. Everything works without it, a little later.",
    todo: "Close some tabs, or poll /api/queue-status once a minute.",
  },
  "upstream-auth": {
    happened: "The upstream refused the credentials of this deployment.",
    means:
      "No new data can be fetched until that is mended. Copies that are here are still shown, with their age.",
    todo: "If you run this deployment, check the upstream's key and its plan. Otherwise tell whoever does.",
  },
  "upstream-invalid-response": {
    happened: "The upstream answered with something that cannot be used.",
    means: "It was not kept: a wrong answer never replaces a good one. The call did use quota.",
    todo: "Ask again in a while. An older copy, if there is one, is shown meanwhile.",
  },
  "upstream-error": {
    happened: "The upstream failed, or the connection to it broke.",
    means: "The call may have used quota. Everybody who waited for it got this same answer.",
    todo: "Ask again in a while. An older copy, if there is one, is shown meanwhile.",
  },
  "breaker-open": {
    happened:
      "The upstream said that it has had enough, or failed repeatedly, so it is left alone for a while.",
    means: "No call is made until then, by anyone: that is what lets it recover soonest.",
    todo: "Wait for the seconds in Retry-After. Refreshing again will not help.",
  },
  "store-unavailable": {
    happened: "The store that all deployments share does not answer.",
    means:
      "Without it nobody can know how much quota is left, so no call is made. Copies that are here are still shown.",
    todo: "Ask again in a few seconds. If you run this deployment and it lasts, look at the store.",
  },
  overloaded: {
    happened: "This instance has no room for one more, or is going down.",
    means: "Nothing was done and no quota was used.",
    todo: "Ask again after the seconds in Retry-After: another instance will answer.",
  },
  "upstream-timeout": {
    happened: "The upstream took too long, and the call was given up.",
    means: "It may have arrived, so it counts against the quota.",
    todo: "Ask again in a while. An older copy, if there is one, is shown meanwhile.",
  },
  internal: {
    happened: "Something went wrong here that should not have.",
    means:
      "The request was not carried out to its end. What it was is noted under the request's id.",
    todo: "Ask again. If it stays, give the id in X-Request-Id to whoever runs this deployment.",
  },
};
