/**
 * Paints the map in one pass over one canvas: townships, land, service areas, borders, facilities, names.
 *
 * A view is `{ scale, x, y, width, height, box, ratio }`: pixels per unit, where the origin of the data lies on the
 * canvas, the canvas's size in pixels of the page, its box in units, and device pixels per pixel.
 */
const Paint = (() => {
  /** Draws in units relative to (x0, y0), y upwards. */
  function inUnits(ctx, view, x0, y0, draw) {
    const { scale, ratio } = view;
    ctx.setTransform(
      scale * ratio, 0, 0, -scale * ratio,
      (view.x + x0 * scale) * ratio, (view.y - y0 * scale) * ratio,
    );
    draw();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  const onCanvas = (view, x, y) => [view.x + x * view.scale, view.y - y * view.scale];

  function drawShape(ctx, view, shape, draw) {
    if (!shape || !Shapes.boxesMeet(shape.box, view.box)) return;
    inUnits(ctx, view, shape.box[0], shape.box[1], () => draw(shape.path));
  }

  function stroke(ctx, view, path, colour, width) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width / view.scale;
    ctx.stroke(path);
  }

  function fillTownships(ctx, view, tones) {
    const theme = State.theme();
    if (!theme) return;
    ctx.globalAlpha = tones.fillOpacity;
    Scene.townships.forEach((shape, i) => {
      const found = Data.classOf(theme, theme.values[i]);
      ctx.fillStyle = found === null ? tones.noValue : theme.colours[found];
      drawShape(ctx, view, shape, (path) => ctx.fill(path));
    });
    ctx.globalAlpha = 1;
  }

  function fillLand(ctx, view, tones) {
    const { layers, service, circle } = State.now;
    // Outlines only where a block of 100 m is wide enough to bear one.
    const isClose = view.scale * (100 / Data.map.unit_m) > 9;
    for (const square of Scene.squares) {
      if (!Shapes.boxesMeet(square.box, view.box)) continue;
      inUnits(ctx, view, square.box[0], square.box[1], () => {
        if (layers.land) {
          ctx.fillStyle = tones.covered;
          ctx.fill(Scene.landPath(square));
        }
        const left = layers.uncovered && Scene.uncoveredPath(square, service, circle);
        if (left) {
          ctx.fillStyle = tones.uncovered;
          ctx.fill(left);
        }
        if (isClose && layers.land) stroke(ctx, view, Scene.landPath(square), tones.landEdge, 0.8);
        else if (isClose && left) stroke(ctx, view, left, tones.landEdge, 0.8);
      });
    }
  }

  function drawArea(ctx, view, tones) {
    drawShape(ctx, view, Scene.areaOf(State.now.service, State.now.circle), (path) => {
      ctx.globalAlpha = tones.areaOpacity;
      ctx.fillStyle = tones.area;
      ctx.fill(path);
      ctx.globalAlpha = 1;
      stroke(ctx, view, path, tones.area, 1.1);
    });
  }

  function drawBorders(ctx, view, tones) {
    ctx.lineJoin = "round";
    for (const shape of Scene.townships) drawShape(ctx, view, shape, (path) => stroke(ctx, view, path, tones.halo, 3));
    for (const shape of Scene.townships) drawShape(ctx, view, shape, (path) => stroke(ctx, view, path, tones.border, 1.2));
  }

  function drawChosen(ctx, view, tones) {
    const subject = State.now.subject;
    if (!subject) return;
    const [kind, index] = subject;
    if (kind === "facility") {
      const at = State.service().facilities.at[index];
      if (!at) return;
      const [x, y] = onCanvas(view, ...at);
      for (const [colour, width] of [[tones.chosen, 6], [tones.chosenHalo, 3]]) {
        ctx.strokeStyle = colour;
        ctx.lineWidth = width;
        ctx.beginPath();
        ctx.arc(x, y, radiusOf(view) + 6, 0, 2 * Math.PI);
        ctx.stroke();
      }
      return;
    }
    const shape = kind === "township" ? Scene.townships[index] : Scene.pieces[index];
    if (!shape) return;
    const path = shape.path ?? Shapes.pathOf(shape);
    drawShape(ctx, view, { ...shape, path }, () => {
      ctx.lineJoin = "round";
      stroke(ctx, view, path, tones.chosen, 5.5);
      stroke(ctx, view, path, tones.chosenHalo, 2.5);
    });
  }

  /** Radius of a facility's symbol in pixels: smaller where the whole county is in sight. */
  function radiusOf(view) {
    const pixelsPerMetre = view.scale / Data.map.unit_m;
    return Math.max(4, Math.min(8.5, 9 + Math.log10(pixelsPerMetre) * 3));
  }

  function drawFacilities(ctx, view, tones) {
    const { facilities, categories } = State.service();
    const radius = radiusOf(view);
    const looks = new Map();
    // Closed ones first and existing ones last, so that what serves is on top.
    for (const status of ["closed", "planned", "existing"]) {
      facilities.at.forEach((at, i) => {
        if (!at || (facilities.status[i] ?? "existing") !== status) return;
        if (!Shapes.inBox(view.box, at[0], at[1])) return;
        const key = `${facilities.category[i]} ${status}`;
        if (!looks.has(key)) {
          const look = Symbols.facility(categories[facilities.category[i]], status, radius);
          looks.set(key, { ...look, path: new Path2D(look.outline) });
        }
        const look = looks.get(key);
        const [x, y] = onCanvas(view, at[0], at[1]);
        ctx.setTransform(view.ratio, 0, 0, view.ratio, x * view.ratio, y * view.ratio);
        ctx.fillStyle = look.fill;
        ctx.strokeStyle = look.stroke;
        ctx.lineWidth = look.width;
        ctx.lineJoin = "round";
        ctx.fill(look.path);
        ctx.stroke(look.path);
        if (look.cross) {
          ctx.strokeStyle = tones.ink;
          ctx.lineWidth = 1.5;
          ctx.stroke(new Path2D(Symbols.crossOut(radius)));
        }
      });
    }
    ctx.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
  }

  /** Names of townships, where they fit into their township and do not meet another name. */
  function drawNames(ctx, view, tones) {
    const family = getComputedStyle(document.body).fontFamily;
    ctx.font = `600 13px ${family}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.direction = "ltr";
    ctx.lineJoin = "round";
    const taken = [];
    Scene.townships.forEach((shape, i) => {
      if (!shape || !Shapes.boxesMeet(shape.box, view.box)) return;
      const name = String(Data.townships.names[i] ?? "").replace(/\s+/g, " ").trim().slice(0, 60);
      const width = ctx.measureText(name).width;
      if (!name || width > shape.label.width * view.scale * 1.15) return;
      const [x, y] = onCanvas(view, shape.label.x, shape.label.y);
      const box = [x - width / 2 - 3, y - 9, x + width / 2 + 3, y + 9];
      if (taken.some((other) => Shapes.boxesMeet(other, box))) return;
      taken.push(box);
      ctx.strokeStyle = tones.halo;
      ctx.lineWidth = 3.5;
      ctx.strokeText(name, x, y);
      ctx.fillStyle = tones.ink;
      ctx.fillText(name, x, y);
    });
  }

  /** Paints everything that is switched on, the lowest first. */
  function all(ctx, view) {
    const tones = Symbols.colours();
    const { layers } = State.now;
    ctx.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
    ctx.fillStyle = tones.ground;
    ctx.fillRect(0, 0, view.width, view.height);
    if (layers.fill) fillTownships(ctx, view, tones);
    if (layers.land || layers.uncovered) fillLand(ctx, view, tones);
    if (layers.area) drawArea(ctx, view, tones);
    if (layers.borders) drawBorders(ctx, view, tones);
    drawChosen(ctx, view, tones);
    if (layers.facilities && State.service()) drawFacilities(ctx, view, tones);
    if (layers.labels) drawNames(ctx, view, tones);
  }

  return { all };
})();
