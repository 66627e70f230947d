// @ts-check
/**
 * Preloaded into every Node process of a run (`NODE_OPTIONS=--import=<url of this>?by=<ms>`), it
 * shifts the current time of the process by this many ms. Explicit dates, spans
 * (`performance.now()`) and timers stay unchanged. It does not affect redis-server.
 */
const by = Number(new URL(import.meta.url).searchParams.get("by"));
if (!Number.isSafeInteger(by)) throw new Error("By how many milliseconds Date is to be moved?");

const RealDate = Date;
const now = () => RealDate.now() + by;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, called) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, called),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
RealDate.prototype.constructor = globalThis.Date;
Object.defineProperty(performance, "timeOrigin", { value: performance.timeOrigin + by });
