import { ProblemError } from "@/lib/http/answer/problem-error";
import type { Runtime } from "@/lib/runtime/runtime";

type Door = Pick<Runtime, "callers"> & {
  throttle: Runtime["loginThrottle"];
  devices: Runtime["membership"]["devices"];
  /** The detail of the refusal after too many tries. */
  detail: string;
};

/**
 * Counts a try to sign in, before the secret is checked. Throws ProblemError too-many-requests. Call
 * `succeed` for a correct secret: the try does not count, and the browser gets a cookie, so that
 * other people's wrong tries cannot lock it out.
 */
export async function takeLogin(
  { headers }: Request,
  { callers, throttle, devices, detail }: Door,
): Promise<{ succeed(answer: () => Promise<Response> | Response): Promise<Response> }> {
  const { address } = callers.identify(headers).caller;
  const device = devices.read(headers);
  const attempt = await throttle.takeLogin(address, device);
  if (!attempt.allowed) {
    const { retryAfterSeconds } = attempt;
    throw new ProblemError("too-many-requests", detail, { retryAfterSeconds });
  }
  return {
    succeed: async (answer) => {
      await throttle.giveLoginBack(address, device);
      const response = await answer();
      response.headers.append("set-cookie", devices.remember(device));
      return response;
    },
  };
}
