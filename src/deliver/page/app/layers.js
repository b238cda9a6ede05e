/** The panel's switches: circle, what townships are coloured by, layers; and the service, above the page. */
const Layers = (() => {
  const { element, isolated } = Dom;
  const { word } = Data;

  /** A group of radio buttons; `choose` is called with the index of the one that was taken. */
  function radios(name, heading, labels, chosen, choose) {
    return element(
      "fieldset",
      { class: "segments" },
      element("legend", null, heading),
      element("div", { class: "segments-row" }, ...labels.map((label, i) => element(
        "label",
        null,
        element("input", { type: "radio", name, value: i, checked: i === chosen, on: { change: () => choose(i) } }),
        element("span", null, isolated(label)),
      ))),
    );
  }

  function themeSelect() {
    const themes = State.service().themes;
    const select = element(
      "select",
      { id: "theme", on: { change: () => State.change({ theme: select.selectedIndex }) } },
      ...themes.map((theme, i) => element("option", { value: i }, theme.label)),
    );
    select.selectedIndex = State.now.theme;
    return element("div", { class: "field" }, element("label", { for: "theme" }, word("theme")), select);
  }

  /** The layers that this service and this data have at all. */
  function existing() {
    const service = State.service();
    const hasTownships = Scene.townships.some(Boolean);
    const has = {
      fill: hasTownships && service.themes.length > 0,
      land: Scene.pieces.some(Boolean),
      uncovered: service.uncovered.some((of) => of?.length > 0),
      area: service.circles.some((circle) => circle.area?.length > 0),
      borders: hasTownships,
      facilities: service.facilities.at.length > 0,
      labels: hasTownships,
    };
    return Object.keys(has).filter((id) => has[id]);
  }

  function layerBoxes() {
    return element(
      "fieldset",
      { class: "layers" },
      element("legend", null, word("layers")),
      ...existing().map((id) => {
        const box = element("input", {
          type: "checkbox",
          value: id,
          checked: State.now.layers[id],
          on: { change: () => State.chooseLayer(id, box.checked) },
        });
        return element("label", null, box, element("span", null, word(`layer-${id}`)));
      }),
    );
  }

  function fill() {
    const service = State.service();
    const parts = [];
    if (service.circles.length > 1) {
      const labels = service.circles.map((circle) => circle.label);
      parts.push(radios("circle", word("circle"), labels, State.now.circle, State.chooseCircle));
    }
    if (service.themes.length > 0 && Scene.townships.some(Boolean)) parts.push(themeSelect());
    parts.push(layerBoxes());
    Dom.byId("controls").replaceChildren(...parts);
  }

  function open() {
    if (!State.service()) return;
    if (Data.services.length > 1) {
      const names = Data.services.map((service) => service.name);
      Dom.byId("service-switch").append(radios("service", word("service"), names, State.now.service, State.chooseService));
    }
    fill();
    State.listen((parts) => {
      if ("service" in parts) fill();
      else if ("theme" in parts && Dom.byId("theme")) Dom.byId("theme").selectedIndex = State.now.theme;
    });
  }

  return { open, existing };
})();
