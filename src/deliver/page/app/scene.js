/** All that the map can show, decoded once; and what lies at a point of it. */
const Scene = (() => {
  const extent = Data.map.extent ?? [0, 0, 10000, 10000];
  const townships = Data.townships.shapes.map((given) => {
    const shape = Shapes.decode(given);
    return shape && { ...shape, path: Shapes.pathOf(shape), label: Shapes.labelPoint(shape) };
  });
  const pieces = Data.land.shapes.map(Shapes.decode);
  const squares = Shapes.squares(pieces, extent);
  const squareOf = new Map();
  for (const square of squares) for (const piece of square.pieces) squareOf.set(piece, square);

  const areas = new Map();
  const spread = new Set();

  /** The service area of a circle, with its path; `null` where it has none. */
  function areaOf(service, circle) {
    const key = `${service} ${circle}`;
    if (!areas.has(key)) {
      const shape = Shapes.decode(Data.mapServices[service].circles[circle]?.area);
      areas.set(key, shape && { ...shape, path: Shapes.pathOf(shape) });
    }
    return areas.get(key);
  }

  function pathIn(square, key) {
    if (!square.paths.has(key)) square.paths.set(key, new Path2D());
    return square.paths.get(key);
  }

  /** The path of all land in a square, made when it is first seen. */
  function landPath(square) {
    if (!square.paths.has("land")) {
      const path = pathIn(square, "land");
      for (const piece of square.pieces) Shapes.trace(path, pieces[piece].rings, square.box[0], square.box[1]);
    }
    return square.paths.get("land");
  }

  /** The path of the land in a square that a circle leaves out; undefined where it leaves out none. */
  function uncoveredPath(square, service, circle) {
    const key = `${service} ${circle}`;
    if (!spread.has(key)) {
      spread.add(key);
      for (const [piece, given] of Data.mapServices[service].uncovered[circle] ?? []) {
        const home = squareOf.get(piece);
        const shape = given === null ? pieces[piece] : Shapes.decode(given);
        if (home && shape) Shapes.trace(pathIn(home, key), shape.rings, home.box[0], home.box[1]);
      }
    }
    return square.paths.get(key);
  }

  function pieceAt(x, y) {
    for (const square of squares) {
      if (!Shapes.inBox(square.box, x, y)) continue;
      for (const piece of square.pieces) if (Shapes.contains(pieces[piece], x, y)) return piece;
    }
    return null;
  }

  /** What is drawn at (x, y), the uppermost first: a facility within `reach`, a piece of land, a township. */
  function subjectAt(x, y, reach) {
    const { layers, service } = State.now;
    if (layers.facilities) {
      let nearest = null;
      let least = reach * reach;
      Data.mapServices[service]?.facilities.at.forEach((at, i) => {
        if (!at) return;
        const distance = (at[0] - x) ** 2 + (at[1] - y) ** 2;
        if (distance <= least) [nearest, least] = [i, distance];
      });
      if (nearest !== null) return ["facility", nearest];
    }
    if (layers.land || layers.uncovered) {
      const piece = pieceAt(x, y);
      if (piece !== null) return ["piece", piece];
    }
    const township = townships.findIndex((shape) => Shapes.contains(shape, x, y));
    return township < 0 ? null : ["township", township];
  }

  /** Where a subject lies: its box; `null` where it has no shape. */
  function boxOf([kind, index]) {
    if (kind === "township") return townships[index]?.box ?? null;
    if (kind === "piece") return pieces[index]?.box ?? null;
    const at = State.service().facilities.at[index];
    return at ? [at[0], at[1], at[0], at[1]] : null;
  }

  return { extent, townships, pieces, squares, areaOf, landPath, uncoveredPath, subjectAt, boxOf };
})();
