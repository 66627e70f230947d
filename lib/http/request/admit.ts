import type { KeyRole } from "@/lib/contract/admin/keys";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { keyPolicy } from "@/lib/policy";
import { guardOrigin } from "./origin";
import { presentedKey } from "./presented-key";

type Keyed = { key?: { role: KeyRole } };

/** What `admit` needs of the callers service. */
type Doorkeeper<Caller> = {
  identify(headers: Headers): { caller: Caller; setCookie: string | null; admitted: boolean };
  authenticate(text: string, person: string | null): Promise<Caller | null>;
};

type Door<Caller> = {
  callers: Doorkeeper<Caller>;
  origin: string | null;
  /** What the route found in the place of the upstream's own key: a key, or refused. */
  credential?: string | null;
  /** The roles of keys that may come in. Default: all that ask for data. */
  roles?: readonly KeyRole[];
};

export type Admitted<Caller> = {
  caller: Caller;
  isNewCookie: boolean;
  /** Headers to send with the response: the caller's cookie, on a first visit. */
  headers: Record<string, string>;
};

const ASKING: readonly KeyRole[] = ["client", "deployment"];

/**
 * Identifies the caller: by its access key, or by cookie and address after checking origin and
 * access. A key needs no check of the origin, because no page can make a browser send one. Throws
 * ProblemError: forbidden, unauthorized, and invalid-request for a malformed X-Gammagate-Caller.
 * Rejects with StoreFault if a key cannot be looked up.
 */
export async function admit<Caller extends Keyed>(
  request: Request,
  { callers, origin, credential = null, roles = ASKING }: Door<Caller>,
): Promise<Admitted<Caller>> {
  const text = presentedKey(request.headers, credential);
  if (text !== null) {
    const caller = await callers.authenticate(text, personOf(request.headers));
    if (!caller?.key) throw outsider();
    if (!roles.includes(caller.key.role)) {
      throw new ProblemError("forbidden", "This access key does not allow this request.");
    }
    return { caller, isNewCookie: false, headers: {} };
  }
  guardOrigin(request, origin);
  const { caller, setCookie, admitted } = callers.identify(request.headers);
  if (!admitted) throw outsider();
  const headers: Record<string, string> = setCookie === null ? {} : { "set-cookie": setCookie };
  return { caller, isNewCookie: setCookie !== null, headers };
}

/** One sentence for every reason, so that a refusal reveals nothing about a key. */
function outsider(): ProblemError {
  return new ProblemError("unauthorized", "Sign in at /enter first, or send a valid access key.");
}

/** The person that a deployment names, opaque. Null without one. */
function personOf(headers: Headers): string | null {
  const person = headers.get("x-gammagate-caller");
  if (person === null || person === "") return null;
  if (person.length <= keyPolicy.personCharactersMax && /^[\x21-\x7e]+$/.test(person)) {
    return person;
  }
  const most = keyPolicy.personCharactersMax;
  const detail = `X-Gammagate-Caller must have at most ${most} ASCII characters, without spaces.`;
  throw new ProblemError("invalid-request", detail);
}
