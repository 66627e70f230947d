import { expect, test } from "vitest";
import { askForRow } from "@/lib/desk/scans/scan-ask";
import { askAgain } from "@/lib/desk/tickets/follow-ticket";
import { ask } from "../support/store/gate-probe";

const { kind, charges, key } = ask("SPY");
const wanted = { resource: "gex", symbol: "SPY" } as const;
const job = { key, kind, charges, headline: true, ...wanted };
const house = "k12345678";

test("a scan's rows and a polled ticket carry the key's share", () => {
  const scan = { caller: "k-person", house, share: 8, priority: 8, wanted: [wanted] };
  expect(askForRow(scan, job, 0)).toMatchObject({ house, share: 8 });
  const content = { caller: "k-person", key, priority: 4, sequence: 1, since: 1 };
  expect(askAgain({ content, job, house, share: 8 })).toMatchObject({ house, share: 8 });
  expect(askAgain({ content, job, house }).share).toBeUndefined();
});
