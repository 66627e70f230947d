import { Agent, request } from "node:http";

export type HttpAnswer = { status: number; body: string };

/**
 * One connection per request, as from separate browsers. Cheaper than fetch, so that a crowd fits
 * two cores.
 */
const crowd = new Agent({ keepAlive: false });

/** GET without a framework, which would itself be measured. */
export function askHttp(url: string, headers: Record<string, string>): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent: crowd, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      response.on("error", reject);
    });
    asked.on("error", reject);
    asked.end();
  });
}
