/**
 * Lighthouse with its desktop preset on the production build of the demo market: `npm run lighthouse`.
 * Prints a table; the exit code is 1 when a page falls short. Best on a machine that does nothing else.
 */
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";
import { startAppServer } from "../support/servers/app-server";
import { findTools } from "../workshop/find-tools.mjs";
import { type PageFigures, shortfalls } from "./judge";

const PATHS = ["/", "/s/SPY", "/scanner"];
const SHOWN = ["gex", "curve", "history"];
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-background-networking"];

process.exitCode = await main();

async function main(): Promise<number> {
  const { chromium } = await findTools();
  if (chromium === null) throw new Error("Lighthouse needs Chromium (or CHROMIUM_PATH)");
  const app = await startAppServer();
  const browser = await launch({ chromePath: chromium, chromeFlags: FLAGS });
  try {
    // Pages with their figures and charts, as people meet them.
    for (const resource of SHOWN) await fetch(`${app.origin}/api/${resource}/SPY`);
    const pages: PageFigures[] = [];
    for (const path of PATHS) pages.push(await figuresOf(app.origin, path, browser.port));
    console.table(Object.fromEntries(pages.map(({ path, ...figures }) => [path, figures])));
    const short = shortfalls(pages);
    for (const words of short) console.log(`✗ ${words}`);
    return short.length === 0 ? 0 : 1;
  } finally {
    browser.kill();
    await app.stop();
  }
}

async function figuresOf(origin: string, path: string, port: number): Promise<PageFigures> {
  const flags = { port, onlyCategories: CATEGORIES, logLevel: "error" } as const;
  const run = await lighthouse(`${origin}${path}`, flags, desktopConfig);
  if (run === undefined) throw new Error(`Lighthouse reported nothing on ${path}`);
  const { categories, audits, runtimeError } = run.lhr;
  if (runtimeError !== undefined) throw new Error(`${path}: ${runtimeError.message}`);
  const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
  return {
    path,
    performance: score("performance"),
    accessibility: score("accessibility"),
    bestPractices: score("best-practices"),
    shift: audits["cumulative-layout-shift"]?.numericValue ?? Number.NaN,
  };
}
