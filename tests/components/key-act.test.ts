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

  test("alone means nothing while somebody types, nor when switched off", () => {
    for (const key of ["/", "?", "j", "k", "r", "x", "a", "e", "t"]) {
      expect(keyAct({ ...bare, key }, calm), key).not.toBeNull();
      expect(keyAct({ ...bare, key }, { ...calm, isTyping: true }), key).toBeNull();
      expect(keyAct({ ...bare, key }, { ...calm, singleKeys: false }), key).toBeNull();
    }
  });

  test("with a modifier is the browser's: Ctrl-R must not refresh a row", () => {
    for (const modifier of ["ctrlKey", "metaKey", "altKey"]) {
      expect(keyAct({ ...bare, key: "r", [modifier]: true }, calm)).toBeNull();
    }
  });

  test("that spends acts on the row in focus alone", () => {
    expect(keyAct({ ...bare, key: "r" }, calm)).toMatchObject({ control: "refresh", inRow: true });
  });
});
