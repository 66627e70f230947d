import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf } from "@/lib/callers/address";
import { PEER_HEADER } from "@/lib/environment/inner-headers";

const from = (forwardedFor: string, trustProxy: "none" | "vercel" | number) =>
  addressOf(new Headers({ "x-forwarded-for": forwardedFor }), trustProxy);

describe("the address of a caller", () => {
  it("is unknown where no proxy is trusted, whatever headers say", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(from(address, "none")).toBeNull();
      }),
    );
    const headers = new Headers({ "x-real-ip": "192.0.2.1", forwarded: "for=192.0.2.1" });
    expect(addressOf(headers, "none")).toBeNull();
    expect(addressOf(headers, 1)).toBeNull();
  });

  it("is the socket's own where no proxy is trusted, and then only", () => {
    const at = (peer: string, trustProxy: "none" | "vercel" | number = "none") =>
      addressOf(new Headers({ [PEER_HEADER]: peer, "x-forwarded-for": "6.6.6.6" }), trustProxy);
    expect(at("192.0.2.1")).toBe("192.0.2.1");
    expect(at("::ffff:192.0.2.1")).toBe("192.0.2.1");
    expect(at("2001:db8:0:1::9")).toBe("2001:db8:0:1::/64");
    expect(at("127.0.0.2")).toBe("127.0.0.2");
    expect([at("192.0.2.1", 1), at("192.0.2.1", "vercel")]).toEqual(["6.6.6.6", "6.6.6.6"]);
  });

  it("is unknown from this machine, as an undeclared proxy may ask", () => {
    for (const peer of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) {
      expect(addressOf(new Headers({ [PEER_HEADER]: peer }), "none")).toBeNull();
    }
  });

  it("is what the outermost trusted proxy wrote, not the client", () => {
    const believed = fc.tuple(fc.array(fc.string()), fc.ipV4(), fc.array(fc.ipV4()));
    fc.assert(
      fc.property(believed, ([forged, address, proxies]) => {
        const written = [...forged.map(plain), address, ...proxies].join(", ");
        expect(from(written, proxies.length + 1)).toBe(address);
      }),
    );
    expect(from("6.6.6.6, 192.0.2.1", "vercel")).toBe("192.0.2.1");
  });

  it("is found behind a hundred entries", () => {
    const entries = Array.from({ length: 100 }, (_, index) => `10.0.0.${index}`);
    expect(from(entries.join(","), 2)).toBe("10.0.0.98");
  });

  it("is unknown with fewer entries than proxies", () => {
    expect(from("192.0.2.1", 2)).toBeNull();
    expect(from("", 1)).toBeNull();
    expect(addressOf(new Headers(), "vercel")).toBeNull();
  });

  it("is one for a whole IPv6 /64, however it is written", () => {
    const same = [
      "2001:db8:0:1::1",
      "2001:DB8:0:1:ffff:ffff:ffff:ffff",
      "2001:0db8:0000:0001:0000:0000:0000:0002",
      "[2001:db8:0:1::9]:443",
      "2001:db8:0:1::192.0.2.1",
    ];
    for (const entry of same) expect(from(entry, 1), entry).toBe("2001:db8:0:1::/64");
    expect(from("2001:db8:0:2::1", 1)).toBe("2001:db8:0:2::/64");
    expect(from("::1", 1)).toBe("0:0:0:0::/64");
  });

  it("reads an IPv4 address written as IPv6 or with a port", () => {
    for (const entry of ["192.0.2.1", "::ffff:192.0.2.1", "::ffff:c000:201", "192.0.2.1:4711"]) {
      expect(from(entry, 1), entry).toBe("192.0.2.1");
    }
  });

  it("is the same for any two of one /64, and for no two others", () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.ipV6(), (a, b) => {
        const [one, other] = [from(a, 1), from(b, 1)];
        expect(one).not.toBeNull();
        expect(from(`[${a}]:80`, 1)).toBe(one);
        if (one === other) expect(one).toMatch(/::\/64$|^\d+\.\d+\.\d+\.\d+$/);
      }),
    );
  });

  it("is not known when the entry is malformed", () => {
    const malformed = ["unknown", "_hidden", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", ":::"];
    const odd = ["fe80::1%eth0", "[::1", "::1]", "example.org", "1.2.3.4:x", "/etc/passwd", "[]:1"];
    for (const entry of [...malformed, ...odd]) expect(from(entry, 1), entry).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => void from(plain(text), 1)));
  });
});

/** Header values are printable, and a comma would end the entry. */
function plain(text: string): string {
  return text.replace(/[^\x20-\x7e]|,/g, "?");
}
