import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { EarlyActs } from "@/components/frame/early-acts";
import { EARLY_SCRIPT } from "@/lib/http/page/early-script";
import { THEME_SCRIPT } from "@/lib/http/page/theme-script";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Gammagate", template: "%s · Gammagate" },
  description: "One rate-limited market-data subscription, shared fairly by your whole team.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#14181e" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // No page is static, since each answer has its own nonce.
  await connection();
  return (
    <html
      lang="en"
      suppressHydrationWarning
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <head>
        {/* Sets the chosen theme before the first paint; the page's policy allows both by their hash. */}
        <script>{THEME_SCRIPT}</script>
        <script>{EARLY_SCRIPT}</script>
      </head>
      <body>
        {children}
        <EarlyActs />
      </body>
    </html>
  );
}
