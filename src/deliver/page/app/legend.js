/** The legend: only what the map really shows. */
const Legend = (() => {
  const { element, isolated } = Dom;
  const { word } = Data;

  const entry = (sample, label) => element("li", null, sample, element("span", null, isolated(label)));

  function group(heading, entries) {
    if (!entries.length) return null;
    return element("div", { class: "legend-group" }, element("h4", null, isolated(heading)), element("ul", null, ...entries));
  }

  function themeGroup(tones) {
    const theme = State.theme();
    if (!theme) return null;
    const filled = (colour) => Symbols.swatch({ fill: colour, "fill-opacity": tones.fillOpacity, stroke: tones.border, "stroke-width": 0.6 });
    const entries = theme.labels.map((label, i) => entry(filled(theme.colours[i]), label));
    const isMissing = (value, i) => (value === null || value === undefined) && Scene.townships[i];
    if (theme.values.some(isMissing)) entries.push(entry(filled(tones.noValue), word("no-value")));
    return group(theme.label, entries);
  }

  function landGroup(tones, isShown) {
    const circle = State.circle();
    const entries = [];
    const leavesOut = isShown("uncovered") && State.service().uncovered[State.now.circle]?.length > 0;
    const land = (colour) => Symbols.swatch({ fill: colour });
    if (isShown("land")) entries.push(entry(land(tones.covered), word(isShown("uncovered") ? "land-covered" : "land")));
    if (leavesOut) entries.push(entry(land(tones.uncovered), word("land-uncovered")));
    if (isShown("area") && circle?.area?.length) {
      const look = { fill: tones.area, "fill-opacity": tones.areaOpacity, stroke: tones.area, "stroke-width": 1.2 };
      entries.push(entry(Symbols.swatch(look), word("service-area")));
    }
    return group(circle?.label ?? word("land"), entries);
  }

  function facilityGroup() {
    const { facilities, categories } = State.service();
    const of = (status) => facilities.status.filter((one) => (one ?? "existing") === status).length;
    const used = new Set(facilities.category);
    const entries = categories
      .map((category, i) => (used.has(i) ? entry(Symbols.sample(category, "existing"), category.name) : null))
      .filter(Boolean);
    if (used.has(null) || used.has(undefined)) entries.push(entry(Symbols.sample(null, "existing"), word("no-category")));
    for (const status of ["planned", "closed"]) {
      if (of(status)) entries.push(entry(Symbols.sample({ colour: Symbols.colours().ink }, status), word(`status-${status}`)));
    }
    return group(word("layer-facilities"), entries);
  }

  function draw() {
    const tones = Symbols.colours();
    const present = Layers.existing();
    const isShown = (id) => State.now.layers[id] && present.includes(id);
    const border = () => group(word("layer-borders"), [
      entry(Symbols.swatch({ stroke: tones.border, "stroke-width": 1.6 }, true), word("layer-borders")),
    ]);
    const groups = [
      isShown("fill") ? themeGroup(tones) : null,
      landGroup(tones, isShown),
      isShown("facilities") ? facilityGroup() : null,
      isShown("borders") && !isShown("fill") ? border() : null,
    ].filter(Boolean);
    const nothing = element("p", { class: "quiet" }, word("nothing-shown"));
    Dom.byId("legend").replaceChildren(...(groups.length ? groups : [nothing]));
  }

  function open() {
    if (!State.service()) return;
    draw();
    State.listen((parts) => { if (!("subject" in parts)) draw(); });
  }

  return { open };
})();
