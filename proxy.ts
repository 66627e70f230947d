import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy, createNonce } from "@/lib/http/page/content-security-policy";

/**
 * Gives each page its content security policy. It guards nothing else: every page and handler
 * checks for itself. Whatever policy or nonce the client sent is replaced.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const policy = await contentSecurityPolicy({
    nonce: createNonce(),
    isSecure: request.nextUrl.protocol === "https:",
    isDevelopment: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.delete("x-nonce");
  // Next reads the nonce from here and puts it on its own scripts.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Pages only: over /api a proxy costs a quarter of the speed, and reads bodies whole. */
export const config = {
  matcher: [
    {
      source:
        "/((?!api/|api$|_next/static|_next/image|favicon.ico|.*\\.(?:svg|png|ico|txt|woff2)$).*)",
      missing: [{ type: "header", key: "next-router-prefetch" }],
    },
  ],
};
