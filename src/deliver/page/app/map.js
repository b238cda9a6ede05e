/** Leaflet, taken off the window: the page leaves nothing global behind. */
const Leaflet = window.L.noConflict();

/**
 * The map: Leaflet moves and zooms, one canvas shows the picture (20,000 pieces of land as Leaflet's own
 * polygons would cost an object each, and a search through all of them at every move of the pointer).
 *
 * Leaflet's "latitude, longitude" are northing and easting here, in metres from the origin of the data.
 */
const MapView = (() => {
  const unit = Data.map.unit_m ?? 1;
  const REACH = 11;
  let map;
  let picture;
  let tip;

  /** Leaflet's base of renderers places and animates the canvas; what is drawn is ours. */
  const Picture = Leaflet.Renderer.extend({
    options: { padding: 0.2, ratio: null },
    _initContainer() {
      this._container = Dom.element("canvas", { "aria-hidden": "true" });
      this._ctx = this._container.getContext("2d");
    },
    _destroyContainer() {
      this._container.remove();
    },
    _updatePaths() {},
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      Leaflet.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = this.options.ratio ?? Math.min(window.devicePixelRatio || 1, 2);
      const canvas = this._container;
      Leaflet.DomUtil.setPosition(canvas, this._bounds.min);
      canvas.width = size.x * ratio;
      canvas.height = size.y * ratio;
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
      const scale = this._map.getZoomScale(this._map.getZoom(), 0) * unit;
      const corner = this._map.getPixelOrigin().add(this._bounds.min);
      const [x, y] = [-corner.x, -corner.y];
      const box = [-x / scale, (y - size.y) / scale, (size.x - x) / scale, y / scale];
      Paint.all(this._ctx, { scale, x, y, width: size.x, height: size.y, box, ratio });
      this._tellView(scale / unit);
    },
    /** For tests: where the map stands, as "easting northing pixels-per-metre" of its middle, from the origin. */
    _tellView(pixelsPerMetre) {
      const { lat, lng } = this._map.getCenter();
      this._map.getContainer().dataset.view = `${lng} ${lat} ${pixelsPerMetre}`;
    },
  });

  const boundsOf = (box) => Leaflet.latLngBounds([box[1] * unit, box[0] * unit], [box[3] * unit, box[2] * unit]);

  function subjectAt(latlng, reach) {
    const unitsPerPixel = 1 / (map.getZoomScale(map.getZoom(), 0) * unit);
    return Scene.subjectAt(latlng.lng / unit, latlng.lat / unit, reach * unitsPerPixel);
  }

  /** The name of what is under the pointer, beside it. */
  function hover(event) {
    const subject = subjectAt(event.latlng, REACH);
    map.getContainer().classList.toggle("pointing", subject !== null);
    tip.hidden = subject === null;
    if (!subject) return;
    const [kind, ...more] = Data.kindOf(subject, State.now.service);
    tip.replaceChildren(
      Dom.isolated(Data.nameOf(subject, State.now.service)),
      Dom.element("small", null, Dom.isolated(more[0] ?? kind)),
    );
    const size = map.getSize();
    const { x, y } = event.containerPoint;
    const [width, height] = [tip.offsetWidth, tip.offsetHeight];
    tip.style.left = `${x + 14 + width > size.x ? Math.max(0, x - width - 10) : x + 14}px`;
    tip.style.top = `${y + 16 + height > size.y ? y - height - 8 : y + 16}px`;
  }

  function listen() {
    let waiting = null;
    map.on("mousemove", (event) => {
      if (waiting === null) {
        requestAnimationFrame(() => {
          const last = waiting;
          waiting = null;
          if (last) hover(last);
        });
      }
      waiting = event;
    });
    map.on("mouseout dragstart zoomstart", () => {
      waiting = null;
      tip.hidden = true;
    });
    const touch = matchMedia("(pointer: coarse)").matches ? 1.7 : 1;
    map.on("click", (event) => State.change({ subject: subjectAt(event.latlng, REACH * touch) }));
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== map.getContainer()) return;
      State.change({ subject: subjectAt(map.getCenter(), REACH) });
    });
  }

  /** Makes the map, shows all of it. */
  function open() {
    const container = Dom.byId("map");
    map = Leaflet.map(container, {
      crs: Leaflet.CRS.Simple,
      zoomControl: false,
      attributionControl: false,
      zoomSnap: 0.25,
      zoomDelta: 0.75,
      wheelPxPerZoomLevel: 110,
      minZoom: -14,
      maxZoom: 2,
      zoomAnimation: !Dom.calm(),
      inertia: !Dom.calm(),
    });
    const whole = boundsOf(Scene.extent);
    map.fitBounds(whole, { padding: [14, 14], animate: false });
    map.setMinZoom(map.getZoom() - 1.5);
    map.setMaxBounds(whole.pad(0.6));
    picture = new Picture().addTo(map);
    tip = Dom.element("div", { class: "tip", "aria-hidden": "true", hidden: true });
    container.append(tip, Dom.element("div", { class: "crosshair", "aria-hidden": "true" }));
    MapControls.add(map, showAll);
    listen();
    State.listen((parts) => {
      if ("layers" in parts || "subject" in parts || "circle" in parts || "theme" in parts || "service" in parts
        || Object.keys(parts).length === 0) picture._update();
    });
    new ResizeObserver(() => { if (!State.now.printing) map.invalidateSize({ animate: false }); }).observe(container);
  }

  const showAll = () => map.fitBounds(boundsOf(Scene.extent), { padding: [14, 14], animate: !Dom.calm() });

  /** Moves the map to a subject; its surroundings stay in sight. */
  function show(subject) {
    const box = Scene.boxOf(subject);
    if (!box) return;
    const [kind] = subject;
    const least = kind === "township" ? 0 : 500 / unit;
    const wide = [box[0] - least, box[1] - least, box[2] + least, box[3] + least];
    map.fitBounds(boundsOf(wide), { padding: [30, 30], maxZoom: 0, animate: !Dom.calm() });
  }

  /** Fits the map as it is shown onto paper `width` pixels wide; gives the way back. */
  function toPaper(width) {
    const container = map.getContainer();
    const before = { bounds: map.getBounds(), centre: map.getCenter(), zoom: map.getZoom(), size: map.getSize() };
    const height = Math.round(Math.min(Math.max((width * before.size.y) / before.size.x, width * 0.5), width * 0.95));
    const resize = (wide, high, ratio) => {
      container.style.width = wide;
      container.style.height = high;
      picture.options.ratio = ratio;
      map.invalidateSize({ animate: false, pan: false });
    };
    map.stop();
    map.options.zoomSnap = 0;
    map.setMaxBounds(null);
    resize(`${width}px`, `${height}px`, 3);
    map.fitBounds(before.bounds, { animate: false });
    picture._update();
    return () => {
      map.options.zoomSnap = 0.25;
      resize("", "", null);
      map.setView(before.centre, before.zoom, { animate: false });
      map.setMaxBounds(boundsOf(Scene.extent).pad(0.6));
      picture._update();
    };
  }

  return { open, show, toPaper };
})();
