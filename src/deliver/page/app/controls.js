/** What stands on the map: zoom buttons, the way back to the whole, north, and a scale bar in metres. */
const MapControls = (() => {
  const { word } = Data;

  /** The longest round length (1, 2 or 5 times a power of ten) that is at most `metres`. */
  function roundLength(metres) {
    const power = 10 ** Math.floor(Math.log10(metres));
    return [5, 2, 1].map((n) => n * power).find((length) => length <= metres) ?? power;
  }

  function addScale(map) {
    const bar = Dom.element("div", { class: "scale-line" });
    const text = Dom.element("div", { class: "scale-text" });
    const box = Dom.element("div", { class: "scale" }, text, bar);
    const draw = () => {
      const pixelsPerMetre = map.getZoomScale(map.getZoom(), 0);
      const length = roundLength(120 / pixelsPerMetre);
      bar.style.width = `${length * pixelsPerMetre}px`;
      text.textContent = length >= 1000 ? word("kilometres", { n: length / 1000 }) : word("metres", { n: length });
    };
    map.on("zoom zoomend resize moveend", draw);
    draw();
    const control = new Leaflet.Control({ position: "bottomleft" });
    control.onAdd = () => box;
    control.addTo(map);
  }

  function addNorth(map) {
    const control = new Leaflet.Control({ position: "topright" });
    control.onAdd = () => Dom.svg(
      "svg",
      { class: "north", viewBox: "0 0 28 40", role: "img", "aria-label": word("north") },
      Dom.svg("path", { d: "M14 14 L22 38 L14 32 L6 38 Z", class: "north-arrow" }),
      Dom.svg("text", { x: 14, y: 11, "text-anchor": "middle" }, "N"),
    );
    control.addTo(map);
  }

  function addHome(map, showAll) {
    const control = new Leaflet.Control({ position: "topleft" });
    control.onAdd = () => {
      const button = Dom.element(
        "button",
        { type: "button", class: "home", title: word("whole-map"), "aria-label": word("whole-map"), on: { click: showAll } },
        Dom.svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" },
          Dom.svg("path", { d: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5", fill: "none", stroke: "currentColor", "stroke-width": 2 })),
      );
      const box = Dom.element("div", { class: "leaflet-bar" }, button);
      Leaflet.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(map);
  }

  function add(map, showAll) {
    Leaflet.control.zoom({ zoomInTitle: word("zoom-in"), zoomOutTitle: word("zoom-out") }).addTo(map);
    addHome(map, showAll);
    addNorth(map);
    addScale(map);
  }

  return { add };
})();
