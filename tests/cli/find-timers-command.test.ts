import path from "node:path";
import { describe, expect, test } from "vitest";
import { runFindTimers } from "@/lib/cli/run-find-timers";
import { inPython, plant } from "./planted-sources";

describe("Python", () => {
  test("Streamlit's timers are found", () => {
    const page =
      "import streamlit as st\nimport requests, time\nfrom streamlit_autorefresh import st_autorefresh as again\nEVERY = 60 * 1000\nagain(interval=EVERY, key='x')\n@st.fragment(run_every=5)\ndef quotes():\n    requests.get('u')\ntime.sleep(30)\nst.rerun()\n";
    expect(inPython(page)).toEqual([
      "a.py:5 Streamlit st_autorefresh 60000",
      "a.py:6 Streamlit run_every 5000",
      "a.py:10 Streamlit rerun after sleep 30000",
    ]);
  });

  test("an endless loop that sleeps and fetches is found", () => {
    const loop =
      "import time, requests\ndef load():\n    return requests.get('u')\ntry:\n    while True:\n        load()\n        if stopped: break\n        time.sleep(60)\nexcept KeyboardInterrupt:\n    pass\n";
    expect(inPython(loop)).toEqual(["a.py:5 while True with sleep 60000"]);
    const slow =
      "import asyncio, httpx\nasync def main():\n  while True:\n    await httpx.get('u')\n    await asyncio.sleep(s)\n";
    expect(inPython(slow)).toEqual(["a.py:3 while True with sleep -"]);
  });

  test.each([
    ["an import alone", "from streamlit_autorefresh import st_autorefresh\n"],
    ["a loop that fetches nothing", "import time\nwhile True:\n    draw()\n    time.sleep(1)\n"],
    ["a loop without a sleep", "import requests\nwhile True:\n    requests.get('u')\n"],
    [
      "a retry that returns",
      "import time, requests\ndef f():\n    while True:\n        r = requests.get('u')\n        if r.ok: return r\n        time.sleep(1)\n",
    ],
    [
      "pages until the last",
      "import time, requests\nwhile True:\n    page = requests.get('u').json()\n    if not page: break\n    time.sleep(1)\n",
    ],
    [
      "a rerun after a button",
      "import streamlit as st, requests\nif st.button('Go'):\n    requests.get('u')\n    st.rerun()\n",
    ],
    [
      "a fragment that fetches nothing",
      "import streamlit as st\n@st.fragment(run_every=1)\ndef clock():\n    st.write(now())\n",
    ],
  ])("%s is not found", (_, source) => {
    expect(inPython(source)).toEqual([]);
  });
});

describe("the command", () => {
  const POLL = "setInterval(() => fetch('/x'), 90_000);\n";

  test("says where and what to do, and ends with 1", () => {
    const { exitCode, output, error } = runFindTimers(["."], plant({ "src/a.js": POLL }));
    expect({ exitCode, error }).toEqual({ exitCode: 1, error: "" });
    expect(output).toBe(
      "setInterval: Show saved data when the page opens, and load new data when a person presses Refresh.\n" +
        "  src/a.js:1  every 1 min 30s\n" +
        "\n1 timer that may fetch without a person's action. 1 file read.\n",
    );
  });

  test("leaves out dependencies, build output and tests", () => {
    const skipped = ["node_modules/x/a.js", "dist/a.js", ".next/a.js", "a.min.js", "a.test.ts"];
    const files = Object.fromEntries(skipped.map((name) => [name, POLL]));
    const minified = { "b.js": `${"x();".repeat(300)}${POLL}` };
    const result = runFindTimers(["."], plant({ ...files, ...minified, "c.ts": "draw();" }));
    expect(result).toEqual({
      exitCode: 0,
      output: "No timers that fetch. 1 file read.\n",
      error: "",
    });
  });

  test("ends with 2 on a wrong argument, without repeating it", () => {
    const from = plant({ "file.txt": "" });
    for (const given of [[], [""], ["a", "b"], ["--x"], ["gg_absent"], ["file.txt"]]) {
      const { exitCode, output, error } = runFindTimers(given, from);
      expect({ given, exitCode, output }).toEqual({ given, exitCode: 2, output: "" });
      expect(error).not.toContain("gg_absent");
    }
    expect(runFindTimers(["--help"], from).exitCode).toBe(0);
  });

  test("finds no timer in Gammagate's own examples", () => {
    const result = runFindTimers(["public/examples"], path.resolve(import.meta.dirname, "../.."));
    expect(result.output).toMatch(/^No timers that fetch\. 3 files read\./);
  });
});
