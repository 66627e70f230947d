import { describe, expect, test } from "vitest";
import { keyAct } from "@/components/frame/key-act";

const bare = { ctrlKey: false, metaKey: false, altKey: false };
const calm = { isTyping: false, singleKeys: true };
const search = { kind: "show", overlay: "search" };

describe("a key", () => {
  test("opens the search: / alone, K with Ctrl or ⌘ anywhere", () => {
    expect(keyAct({ ...bare, key: "/" }, calm)).toEqual(search);
    const off = { isTyping: true, singleKeys: false };
    expect(keyAct({ ...bare, key: "k", ctrlKey: true }, off)).toEqual(search);
    expect(keyAct({ ...bare, key: "K", metaKey: true }, off)).toEqual(search);
  });

  test("means nothing alone during typing, or when switched off", () => {
    for (const key of ["/", "?", "j", "k", "r", "x", "a", "e", "t"]) {
      expect(keyAct({ ...bare, key }, calm), key).not.toBeNull();
      expect(keyAct({ ...bare, key }, { ...calm, isTyping: true }), key).toBeNull();
      expect(keyAct({ ...bare, key }, { ...calm, singleKeys: false }), key).toBeNull();
    }
  });

  test("leaves the browser its modifiers: Ctrl-R refreshes no row", () => {
    for (const modifier of ["ctrlKey", "metaKey", "altKey"]) {
      expect(keyAct({ ...bare, key: "r", [modifier]: true }, calm)).toBeNull();
    }
  });

  test("acts on the row in focus alone when it spends", () => {
    expect(keyAct({ ...bare, key: "r" }, calm)).toMatchObject({ control: "refresh", inRow: true });
  });
});
