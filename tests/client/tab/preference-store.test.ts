import { expect, test } from "vitest";
import { preferencesIn } from "@/lib/client/tab/preference-cookie";
import { createPreferenceStore } from "@/lib/client/tab/preference-store";
import {
  DEFAULT_PREFERENCES,
  encodePreferences,
  PREFERENCES_COOKIE,
  type Preferences,
} from "@/lib/contract/visitor/preferences";

/** A browser: what it keeps, for each of its tabs. */
function browserOf(kept: Preferences | null = null) {
  const browser = { kept };
  const shelf = {
    read: () => browser.kept,
    keep(next: Preferences | null) {
      browser.kept = next;
    },
  };
  const openTab = (begin: Preferences, published: Preferences[] = []) =>
    createPreferenceStore(begin, shelf, (it) => published.push(it));
  return { browser, openTab };
}

test("stores a choice and notifies every subscriber", () => {
  const { browser, openTab } = browserOf();
  const others: Preferences[] = [];
  const store = openTab(DEFAULT_PREFERENCES, others);
  let notifications = 0;
  const stop = store.subscribe(() => {
    notifications += 1;
  });
  store.change({ watchlist: ["ZM"] });
  expect(browser.kept).toEqual({ ...DEFAULT_PREFERENCES, watchlist: ["ZM"] });
  expect(others).toEqual([browser.kept]);
  stop();
  store.change({ shortcuts: false });
  expect([notifications, store.state().watchlist]).toEqual([1, ["ZM"]]);
});

test("keeps another tab's unseen choices when one is made here", () => {
  const { browser, openTab } = browserOf();
  const [here, there] = [openTab(DEFAULT_PREFERENCES), openTab(DEFAULT_PREFERENCES)];
  there.change({ watchlist: ["SPY", "ZM"], recent: ["ZM"] });
  expect(here.latest().recent).toEqual(["ZM"]);
  here.change({ recent: ["SPY", ...here.latest().recent] });
  const both = { ...DEFAULT_PREFERENCES, watchlist: ["SPY", "ZM"], recent: ["SPY", "ZM"] };
  expect([browser.kept, here.state()]).toEqual([both, both]);
});

test("returns the same object for equal choices, so none redraws", () => {
  const { openTab } = browserOf({ ...DEFAULT_PREFERENCES });
  const store = openTab(DEFAULT_PREFERENCES);
  expect(store.latest()).toBe(store.state());
});

test("keeps choices as long as the tab where the browser cannot", () => {
  const store = createPreferenceStore(DEFAULT_PREFERENCES, { read: () => null, keep: () => {} });
  store.change({ watchlist: ["ZM"] });
  store.change({ shortcuts: false });
  expect(store.state()).toEqual({ ...DEFAULT_PREFERENCES, watchlist: ["ZM"], shortcuts: false });
});

test("does not save again what another tab saved", () => {
  const { browser, openTab } = browserOf();
  const others: Preferences[] = [];
  const store = openTab(DEFAULT_PREFERENCES, others);
  store.receive({ ...DEFAULT_PREFERENCES, watchlist: [] });
  expect([store.state().watchlist, browser.kept, others]).toEqual([[], null, []]);
});

test("a reset forgets everything", () => {
  const { browser, openTab } = browserOf();
  const store = openTab(DEFAULT_PREFERENCES);
  store.change({ watchlist: [], shortcuts: false });
  store.reset();
  expect([store.state(), browser.kept]).toEqual([DEFAULT_PREFERENCES, null]);
});

test("finds the preferences among cookies, whole or not at all", () => {
  const chosen = { ...DEFAULT_PREFERENCES, watchlist: ["BRK.B"] };
  const cookie = `${PREFERENCES_COOKIE}=${encodePreferences(chosen)}`;
  expect(preferencesIn(`theme=dark; ${cookie}; other=1`)).toEqual(chosen);
  for (const none of ["", "theme=dark", `x${cookie}`, `${PREFERENCES_COOKIE}=%E0%A4%A`]) {
    expect(preferencesIn(none)).toBeNull();
  }
});
