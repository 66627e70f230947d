import { expect, test } from "vitest";
import { createPreferenceStore } from "@/lib/client/preference-store";
import { DEFAULT_PREFERENCES, type Preferences } from "@/lib/contract/preferences";

function storeOf() {
  const kept: (Preferences | null)[] = [];
  const store = createPreferenceStore(DEFAULT_PREFERENCES, (it) => kept.push(it));
  return { store, kept };
}

test("what is chosen is kept, and everybody who looks is told", () => {
  const { store, kept } = storeOf();
  let told = 0;
  const stop = store.subscribe(() => {
    told += 1;
  });
  store.change({ watchlist: ["ZM"] });
  expect(kept).toEqual([{ ...DEFAULT_PREFERENCES, watchlist: ["ZM"] }]);
  stop();
  store.change({ shortcuts: false });
  expect([told, store.state().watchlist]).toEqual([1, ["ZM"]]);
});

test("what another tab kept is not kept again: news must not go round", () => {
  const { store, kept } = storeOf();
  store.hear({ ...DEFAULT_PREFERENCES, watchlist: [] });
  expect([store.state().watchlist, kept]).toEqual([[], []]);
});

test("a reset forgets everything", () => {
  const { store, kept } = storeOf();
  store.change({ watchlist: [], shortcuts: false });
  store.reset();
  expect([store.state(), kept.at(-1)]).toEqual([DEFAULT_PREFERENCES, null]);
});
