import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { NetLine } from "@/components/charts/strike-chart";

const strikeOf = (strike: number, netGex: number | null) => ({
  strike,
  netGex,
  callGex: null,
  putGex: null,
  callOpenInterest: null,
  putOpenInterest: null,
});

test("joins neighbors only; a strike without net gamma is a gap", () => {
  const rows = [
    strikeOf(95, 10),
    strikeOf(100, 20),
    strikeOf(105, null),
    strikeOf(110, 40),
    strikeOf(115, 50),
  ];
  const same = (value: number) => value;
  const drawn = renderToStaticMarkup(createElement(NetLine, { rows, exposure: same, price: same }));
  expect(drawn).toContain('d="M10,95L20,100M40,110L50,115"');
});
