/** The colours of the map, light and dark, and the symbols of facilities: one source for map and legend. */
const Symbols = (() => {
  const LIGHT = {
    ground: "#ffffff",
    ink: "#1b2426",
    halo: "#ffffff",
    noValue: "#d9dcdb",
    fillOpacity: 0.5,
    covered: "#2a6b60",
    uncovered: "#e8671c",
    landEdge: "#ffffff",
    area: "#0b4f8a",
    areaOpacity: 0.07,
    border: "#4b565a",
    chosen: "#111111",
    chosenHalo: "#ffd54a",
    closed: "#8a8f91",
  };
  const DARK = {
    ground: "#20272a",
    ink: "#eef2f2",
    halo: "#14191b",
    noValue: "#4b5356",
    fillOpacity: 0.38,
    covered: "#4f9d8f",
    uncovered: "#ff9254",
    landEdge: "#20272a",
    area: "#8ec5ff",
    areaOpacity: 0.1,
    border: "#a3b0b4",
    chosen: "#ffffff",
    chosenHalo: "#c98a00",
    closed: "#9aa0a2",
  };
  const colours = () => (State.isDark() ? DARK : LIGHT);

  /** Corners of a regular figure or star around the origin as path text; `turn` in degrees, y downwards. */
  function figure(corners, radii, turn) {
    const points = [];
    for (let i = 0; i < corners; i++) {
      const angle = ((turn + (360 / corners) * i) * Math.PI) / 180;
      const radius = radii[i % radii.length];
      points.push(`${(radius * Math.cos(angle)).toFixed(2)},${(radius * Math.sin(angle)).toFixed(2)}`);
    }
    return `M${points.join("L")}Z`;
  }

  const OUTLINES = {
    circle: (r) => `M${-r},0A${r},${r} 0 1,1 ${r},0A${r},${r} 0 1,1 ${-r},0Z`,
    square: (r) => figure(4, [r * 1.25], 45),
    triangle: (r) => figure(3, [r * 1.35], -90),
    diamond: (r) => figure(4, [r * 1.3], -90),
    star: (r) => figure(10, [r * 1.45, r * 0.65], -90),
    cross: (r) => {
      const [a, b] = [r * 1.2, r * 0.42];
      return `M${-b},${-a}H${b}V${-b}H${a}V${b}H${b}V${a}H${-b}V${b}H${-a}V${-b}H${-b}Z`;
    },
  };

  /**
   * How a facility is drawn: a planned one hollow, a closed one grey and crossed out.
   * Gives the outline as path text, fill, stroke and whether a cross goes over it.
   */
  function facility(category, status, radius) {
    const tones = colours();
    const outline = (OUTLINES[category?.shape] ?? OUTLINES.circle)(radius);
    const colour = category?.colour ?? tones.ink;
    if (status === "planned") return { outline, fill: tones.ground, stroke: colour, width: 2, cross: false };
    if (status === "closed") return { outline, fill: tones.closed, stroke: tones.ground, width: 1, cross: true };
    return { outline, fill: colour, stroke: "#ffffff", width: 1.2, cross: false };
  }

  const crossOut = (r) => `M${-r * 1.2},${-r * 1.2}L${r * 1.2},${r * 1.2}M${-r * 1.2},${r * 1.2}L${r * 1.2},${-r * 1.2}`;

  /** A legend's sample of a facility. */
  function sample(category, status) {
    const look = facility(category, status, 6);
    const picture = Dom.svg("svg", { class: "sample", viewBox: "-13 -9 26 18", "aria-hidden": "true" });
    picture.append(Dom.svg("path", { d: look.outline, fill: look.fill, stroke: look.stroke, "stroke-width": look.width }));
    if (look.cross) picture.append(Dom.svg("path", { d: crossOut(6), stroke: colours().ink, "stroke-width": 1.6 }));
    return picture;
  }

  /** A legend's sample of an area or, with `isLine`, of a line. */
  function swatch(attributes, isLine) {
    const look = { ...attributes };
    const mark = isLine
      ? Dom.svg("line", { x1: -12, x2: 12, y1: 0, y2: 0, ...look })
      : Dom.svg("rect", { x: -12, y: -7, width: 24, height: 14, rx: 1.5, ...look });
    return Dom.svg("svg", { class: "sample", viewBox: "-13 -9 26 18", "aria-hidden": "true" }, mark);
  }

  return { colours, facility, crossOut, sample, swatch };
})();
