/** Charts: grouped horizontal bars with their values in words and lines at the targets. */
const Charts = (() => {
  const { element, svg, isolated, byId } = Dom;
  const { word } = Data;
  const BAR = 11;
  const GAP = 2;
  const BETWEEN = 9;

  const isNumber = (value) => typeof value === "number";
  const ruler = document.createElement("canvas").getContext("2d");

  function widthOf(text) {
    ruler.font = `12.5px ${getComputedStyle(document.body).fontFamily}`;
    return ruler.measureText(text).width;
  }

  /** `text` cut to `width` pixels. */
  function fitted(text, width) {
    const line = String(text).replace(/\s+/g, " ");
    if (widthOf(line) <= width) return line;
    const letters = [...line];
    while (letters.length > 1 && widthOf(`${letters.join("")}…`) > width) letters.pop();
    return `${letters.join("")}…`;
  }

  /** The ends of the axis and a round step between its ticks. */
  function axisOf(chart) {
    const values = chart.rows.flatMap((row) => row.values).filter(isNumber);
    const marks = [0, ...values, ...(chart.lines ?? []).map((line) => line.value)];
    const [least, most] = [Math.min(...marks), Math.max(...marks)];
    const rough = (most - least || 1) / 5;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((one) => one >= rough);
    return { from: Math.floor(least / step) * step, to: Math.ceil(most / step) * step || step, step };
  }

  const bars = (chart, row, top, at) => row.values.map((value, i) => isNumber(value) && svg("rect", {
    x: Math.min(at(0), at(value)),
    y: top + i * (BAR + GAP),
    width: Math.max(1, Math.abs(at(value) - at(0))),
    height: BAR,
    fill: chart.series[i]?.colour,
  })).filter(Boolean);

  /** The values in words, drawn last so that no target line crosses them out; the rows' labels say them too. */
  const values = (row, top, at) => row.values.map((value, i) => svg(
    "text",
    { x: Math.max(at(0), isNumber(value) ? at(value) : 0) + 4, y: top + i * (BAR + GAP) + BAR - 1.5, class: "value", "aria-hidden": "true" },
    row.texts[i] ?? word("none"),
  ));

  function rowLabel(chart, row) {
    const said = row.values.map((_, i) => `${chart.series[i]?.name ?? ""} ${row.texts[i] ?? word("none")}`);
    return `${row.label}: ${said.join("; ")}`;
  }

  /** A row; where it is something on the map, a link that moves the map there. */
  function rowOf(chart, row, top, height, width, labelWidth, at) {
    const parts = [
      svg("rect", { x: 0, y: top - BETWEEN / 2, width, height: height + BETWEEN, class: "row-ground" }),
      svg("text", { x: labelWidth - 8, y: top + height / 2 + 4, "text-anchor": "end", class: "row-label" }, fitted(row.label, labelWidth - 10)),
      ...bars(chart, row, top, at),
    ];
    if (!row.subject) return svg("g", { role: "img", "aria-label": rowLabel(chart, row) }, ...parts);
    const link = svg("a", {
      href: "#map-section",
      "aria-label": rowLabel(chart, row),
      on: {
        click: (event) => {
          event.preventDefault();
          Details.choose(row.subject, link);
        },
      },
    }, svg("title", null, row.label), ...parts);
    return link;
  }

  function draw(chart, width) {
    const labelWidth = Math.min(width * 0.36, Math.max(...chart.rows.map((row) => widthOf(row.label))) + 14);
    const room = Math.max(...chart.rows.flatMap((row) => row.texts.map((text) => widthOf(text ?? "—")))) + 10;
    const { from, to, step } = axisOf(chart);
    const at = (value) => labelWidth + ((value - from) / (to - from)) * Math.max(40, width - labelWidth - room);
    const lines = chart.lines ?? [];
    const top = 8 + lines.length * 15;
    const rowHeight = chart.series.length * (BAR + GAP) - GAP;
    const bottom = top + chart.rows.length * (rowHeight + BETWEEN);
    const picture = svg("svg", { width, height: bottom + 22, viewBox: `0 0 ${width} ${bottom + 22}`, role: "group", "aria-labelledby": `chart-${chart.id}-title chart-${chart.id}-desc` });
    picture.append(svg("desc", { id: `chart-${chart.id}-desc` }, word("chart-desc", { rows: chart.rows.length, series: chart.series.map((one) => one.name).join(", ") })));
    for (let value = from; value <= to + step / 1000; value += step) {
      const x = at(value);
      picture.append(
        svg("line", { x1: x, x2: x, y1: top - 4, y2: bottom, class: Math.abs(value) < step / 1000 ? "zero" : "grid" }),
        svg("text", { x, y: bottom + 15, "text-anchor": "middle", class: "tick" }, String(Number(value.toFixed(6)))),
      );
    }
    const topOf = (i) => top + BETWEEN / 2 + i * (rowHeight + BETWEEN);
    chart.rows.forEach((row, i) => picture.append(rowOf(chart, row, topOf(i), rowHeight, width, labelWidth, at)));
    lines.forEach((line, i) => {
      const x = at(line.value);
      const isRight = x > labelWidth + (width - labelWidth) / 2;
      picture.append(
        svg("line", { x1: x, x2: x, y1: 6 + i * 15, y2: bottom, class: "target" }),
        svg("text", { x: isRight ? x - 4 : x + 4, y: 13 + i * 15, "text-anchor": isRight ? "end" : "start", class: "target-label" }, line.label),
      );
    });
    chart.rows.forEach((row, i) => picture.append(...values(row, topOf(i), at)));
    return picture;
  }

  function figure(chart) {
    const series = chart.series.map((one) => element("li", null, Symbols.swatch({ fill: one.colour }), isolated(one.name)));
    const heading = chart.unit ? `${chart.title}${word("in-unit", { unit: chart.unit })}` : chart.title;
    const place = element("div", { class: "chart-place" });
    const box = element(
      "figure",
      { class: "chart" },
      element("figcaption", { id: `chart-${chart.id}-title` }, isolated(heading)),
      chart.series.length > 1 ? element("ul", { class: "series" }, ...series) : null,
      place,
    );
    return { chart, box, place, width: 0 };
  }

  let figures = [];

  /** Draws every chart as wide as its place, or `width` pixels wide. */
  function drawAll(width) {
    for (const one of figures) {
      const wanted = width ?? Math.floor(one.place.clientWidth);
      if (wanted === one.width || wanted < 50) continue;
      one.width = wanted;
      one.place.replaceChildren(draw(one.chart, wanted));
    }
  }

  function fill() {
    const charts = (Data.services[State.now.service]?.charts ?? []).filter((chart) => chart.rows.length > 0);
    figures = charts.map(figure);
    byId("charts-body").replaceChildren(...figures.map((one) => one.box));
    byId("charts").hidden = charts.length === 0;
    drawAll();
  }

  function open() {
    fill();
    State.listen((parts) => { if ("service" in parts) fill(); });
    new ResizeObserver(() => { if (!State.now.printing) drawAll(); }).observe(byId("charts-body"));
  }

  return { open, drawAll };
})();
