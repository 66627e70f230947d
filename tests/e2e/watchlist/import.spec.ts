import { expect, type Page } from "@playwright/test";
import { test } from "../support";

const ACCOUNT = "X12345678";
const FIDELITY = "tests/samples/lists/fidelity-positions.csv";

async function openImport(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "Import or export" }).click();
}

/** Everything that the page sends from now on. */
function sentBy(page: Page): string[] {
  const sent: string[] = [];
  page.on("request", (request) => {
    sent.push(`${request.url()} ${request.postData() ?? ""} ${JSON.stringify(request.headers())}`);
  });
  return sent;
}

test("a broker's file adds its symbols and sends no account number", async ({
  page,
  context,
  app,
}) => {
  const sent = sentBy(page);
  await openImport(page);
  await page.getByLabel("From a file").setInputFiles(FIDELITY);
  await expect(
    page.getByText(
      "2 symbols from the column Symbol. 3 left out: 1 cash position, 1 option, 1 note.",
    ),
  ).toBeVisible();
  const left = page.getByRole("region", { name: "Left out" });
  await expect(left).toContainText("-AAPL261218C280");
  await expect(left).toContainText("Pending Activity");

  await page.getByRole("checkbox", { name: "AAPL", exact: true }).uncheck();
  await page.getByRole("button", { name: "Add 1 symbol" }).click();
  await expect(page.getByText("BRK.B added to the watchlist.")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(page.getByRole("link", { name: "BRK.B" })).toBeVisible();

  const cookies = JSON.stringify(await context.cookies());
  expect(cookies).toContain("BRK.B");
  expect(`${cookies} ${sent.join(" ")} ${app.output()}`).not.toContain(ACCOUNT);
  expect(sent.length).toBeGreaterThan(5);
});

test("a replaced watchlist comes back with Undo", async ({ page }) => {
  await openImport(page);
  await page.getByLabel("Symbols", { exact: true }).fill("NASDAQ:NFLX,###MAG 7,NYSE:DIS");
  await page.getByRole("button", { name: "Find symbols" }).click();
  await expect(page.getByText("2 symbols.", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("button", { name: "Find symbols" }).click();
  await page.getByRole("button", { name: "Replace watchlist" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: "SPY", exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: "SPY", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "NFLX", exact: true })).toHaveCount(0);
});

test("the scanner takes a pasted table and a file, and sends symbols only", async ({
  page,
  context,
}) => {
  const sent = sentBy(page);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/scanner");
  const field = page.getByLabel(/^Symbols, separated/);
  await field.fill("");
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    `Account,Symbol,Qty\n${ACCOUNT},AAPL,25\n${ACCOUNT},MSFT,3\n,Account Total,`,
  );
  await field.press("ControlOrMeta+v");
  await expect(field).toHaveValue("AAPL MSFT");
  await expect(
    page.getByText("2 symbols from the column Symbol. 1 left out: 1 total."),
  ).toBeVisible();
  await page.getByLabel(/^From a file/).setInputFiles(FIDELITY);
  await expect(field).toHaveValue("AAPL MSFT BRK.B");
  await expect(page.getByText(/^3 symbols/)).toBeVisible();
  expect(sent.join(" ")).not.toContain(ACCOUNT);
});
