import type { NextConfig } from "next";

/** Sent on every answer from here, not from proxy.ts, so that no route can lose them. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

/** Set by the Dockerfile only: `next start` warns about an output that it does not serve. */
const isStandalone = process.env.BUILD_STANDALONE === "1";

const nextConfig: NextConfig = {
  ...(isStandalone && { output: "standalone" }),
  agentRules: false,
  poweredByHeader: false,
  typedRoutes: true,
  reactStrictMode: true,
  // The upstream key may stand in a v1 query string: Next must not print fetched URLs.
  logging: { fetches: { fullUrl: false } },
  images: { unoptimized: true },
  // Bundled, these three break: WASM Lua and dynamic requires (the embedded store).
  serverExternalPackages: ["js-redis-server", "lua-redis-wasm", "ioredis"],
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default nextConfig;
