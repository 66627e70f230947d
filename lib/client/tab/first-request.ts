import { browserPolicy } from "@/lib/policy";
import type { Server } from "./call-server";
import type { Sleep } from "./stream-messages";

/**
 * Delays later requests of a tab until its first one is answered, at most `firstAnswerMs`. That
 * answer sets the caller's cookie. Requests without a cookie would each get a different caller id,
 * and the browser would lose what the first caller started.
 */
export function afterFirst(fetch: Server["fetch"], sleep: Sleep): Server["fetch"] {
  let first: Promise<unknown> | null = null;
  return async (path, init) => {
    if (first !== null) {
      await first;
      return fetch(path, init);
    }
    const response = fetch(path, init);
    const answered = new AbortController();
    const settled = response.then(
      () => answered.abort(),
      () => answered.abort(),
    );
    first = Promise.race([settled, sleep(browserPolicy.firstAnswerMs, answered.signal)]);
    return response;
  };
}
