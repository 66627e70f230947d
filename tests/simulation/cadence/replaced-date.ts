import type { VirtualTime } from "../../support/store/virtual-time";

const RealDate = globalThis.Date;

/** Virtual time that `Date` follows in this process, and so does the clock of an embedded store. */
export function replaceDate(): VirtualTime {
  const time: VirtualTime = { now: RealDate.now() };
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, made) =>
      Reflect.construct(target, args.length === 0 ? [time.now] : args, made),
    apply: () => new RealDate(time.now).toString(),
    get: (target, name) => (name === "now" ? () => time.now : Reflect.get(target, name)),
  });
  return time;
}
