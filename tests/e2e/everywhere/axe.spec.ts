import { expect, type Page, test } from "@playwright/test";
import { violationsOf } from "./axe";

const FAINT = "rgb(0 0 0 / 0.3)";

test("judges text that fades in by its final state", async ({ page }) => {
  await show(page, `<p style="animation: fade 800ms linear both">landed</p>`);
  expect(await violationsOf(page)).toEqual([]);
  expect(await page.evaluate(() => document.getAnimations().map((it) => it.playState))).toEqual([
    "finished",
  ]);
});

test("finds text that is still faint once it has faded in", async ({ page }) => {
  await show(page, `<p style="color: ${FAINT}; animation: fade 300ms linear">landed</p>`);
  expect((await violationsOf(page)).join()).toContain("color-contrast");
});

test("finds faint text while something else fades forever", async ({ page }) => {
  await show(
    page,
    `<p style="animation: fade 1s linear infinite">busy</p><p style="color: ${FAINT}">landed</p>`,
  );
  expect((await violationsOf(page)).join()).toContain(">landed<");
});

async function show(page: Page, content: string): Promise<void> {
  await page.setContent(
    `<!doctype html><html lang="en"><title>A page</title>
    <style>@keyframes fade { from { opacity: 0 } }</style>
    <main><h1>A page</h1>${content}</main></html>`,
  );
}
