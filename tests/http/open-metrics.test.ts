import { expect, test } from "vitest";
import { openMetricsText } from "@/lib/http/answer/open-metrics";

test("writes type, help and escaped samples of each, and an end", () => {
  const text = openMetricsText([
    { name: "gate_limit", type: "gauge", help: 'A "limit"\nnow', samples: [{ value: 20 }] },
    {
      name: "gate_calls",
      type: "counter",
      help: "Calls",
      samples: [{ labels: { outcome: "answered", by: 'a"b\\c' }, value: 7 }],
    },
  ]);
  expect(text.split("\n")).toEqual([
    "# TYPE gate_limit gauge",
    '# HELP gate_limit A \\"limit\\"\\nnow',
    "gate_limit 20",
    "# TYPE gate_calls counter",
    "# HELP gate_calls Calls",
    'gate_calls_total{outcome="answered",by="a\\"b\\\\c"} 7',
    "# EOF",
    "",
  ]);
});
