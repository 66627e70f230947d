import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { contentSecurityPolicy, createNonce } from "@/lib/http/page/content-security-policy";
import { EARLY_SCRIPT } from "@/lib/http/page/early-script";
import { THEME_SCRIPT } from "@/lib/http/page/theme-script";

const parts = { nonce: "abc", isSecure: true, isDevelopment: false };

test("allows only our scripts: by nonce, and the layout's by hash", async () => {
  const policy = await contentSecurityPolicy(parts);
  const [theme, early] = [THEME_SCRIPT, EARLY_SCRIPT].map(
    (script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`,
  );
  expect(policy).toContain(`script-src 'self' 'nonce-abc' ${theme} ${early} 'strict-dynamic';`);
  expect(policy).not.toContain("unsafe");
  expect(policy).toContain("frame-ancestors 'none'");
});

test("allows the toasts' own style by the hash of its version", async () => {
  const source = readFileSync(createRequire(import.meta.url).resolve("sonner"), "utf8");
  const style = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(source)?.[1] ?? '""';
  expect(style.length).toBeGreaterThan(1_000);
  const policy = await contentSecurityPolicy(parts);
  const styles = policy.split("; ").find((directive) => directive.startsWith("style-src"));
  for (const text of ["", JSON.parse(style)]) {
    const hash = createHash("sha256").update(text).digest("base64");
    expect(styles).toContain(`'sha256-${hash}'`);
  }
});

test("upgrades nothing on plain http, so that loopback loads", async () => {
  expect(await contentSecurityPolicy({ ...parts, isSecure: false })).not.toContain("upgrade");
  expect(await contentSecurityPolicy(parts)).toContain("upgrade-insecure-requests");
});

test("each nonce is new, of 128 bits", () => {
  const nonces = new Set(Array.from({ length: 100 }, createNonce));
  expect(nonces.size).toBe(100);
  for (const nonce of nonces) expect(Buffer.from(nonce, "base64")).toHaveLength(16);
});

test.each([
  ["dark", "dark"],
  ["light", "light"],
  ["javascript:", undefined],
  [null, undefined],
])("a stored theme %s sets %s before the first paint", (stored, theme) => {
  const root = { dataset: {} as Record<string, string>, style: {} as Record<string, string> };
  // The very text that pages carry, run as a browser would.
  new Function("localStorage", "document", THEME_SCRIPT)(
    { getItem: (key: string) => (key === "gammagate.theme" ? stored : null) },
    { documentElement: root },
  );
  expect([root.dataset.theme, root.style.colorScheme]).toEqual([theme, theme]);
});
