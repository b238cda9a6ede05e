/** Shapes of the data, made ready to draw and to be pointed at. Coordinates are units of the data. */
const Shapes = (() => {
  /** Twice the signed area of a ring of absolute coordinates. */
  function signedArea(ring) {
    let sum = 0;
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      sum += ring[j] * ring[i + 1] - ring[i] * ring[j + 1];
    }
    return sum;
  }

  function reversed(ring) {
    const other = new Float64Array(ring.length);
    for (let i = 0; i < ring.length; i += 2) {
      other[ring.length - 2 - i] = ring[i];
      other[ring.length - 1 - i] = ring[i + 1];
    }
    return other;
  }

  /**
   * A shape as rings of absolute coordinates with its box; `null` for none. Outer rings turn one way and holes
   * the other, so that many shapes can be filled as one path (nonzero) even where they overlap.
   */
  function decode(shape) {
    if (!shape?.length) return null;
    const rings = [];
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const polygon of shape) {
      for (let k = 0; k < polygon.length; k++) {
        const given = polygon[k];
        if (given.length < 6) continue;
        const ring = new Float64Array(given.length);
        let x = 0;
        let y = 0;
        for (let i = 0; i < given.length; i += 2) {
          x += given[i];
          y += given[i + 1];
          ring[i] = x;
          ring[i + 1] = y;
          if (x < box[0]) box[0] = x;
          if (y < box[1]) box[1] = y;
          if (x > box[2]) box[2] = x;
          if (y > box[3]) box[3] = y;
        }
        rings.push(signedArea(ring) > 0 === (k === 0) ? ring : reversed(ring));
      }
    }
    return rings.length ? { rings, box } : null;
  }

  /** Adds the rings to a path, relative to (x0, y0): canvas paths are single precision. */
  function trace(path, rings, x0, y0) {
    for (const ring of rings) {
      path.moveTo(ring[0] - x0, ring[1] - y0);
      for (let i = 2; i < ring.length; i += 2) path.lineTo(ring[i] - x0, ring[i + 1] - y0);
      path.closePath();
    }
  }

  /** The path of one shape, relative to the lower left corner of its box. */
  function pathOf(shape) {
    const path = new Path2D();
    trace(path, shape.rings, shape.box[0], shape.box[1]);
    return path;
  }

  const inBox = (box, x, y) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
  const boxesMeet = (a, b) => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];

  function contains(shape, x, y) {
    if (!shape || !inBox(shape.box, x, y)) return false;
    let inside = false;
    for (const ring of shape.rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const above = ring[i + 1] > y;
        if (above !== ring[j + 1] > y) {
          const crossing = ring[i] + ((y - ring[i + 1]) * (ring[j] - ring[i])) / (ring[j + 1] - ring[i + 1]);
          if (x < crossing) inside = !inside;
        }
      }
    }
    return inside;
  }

  /** A point well inside a shape, with the free width there: the middle of its widest row, rather near its middle. */
  function labelPoint(shape) {
    const [, bottom, , top] = shape.box;
    let best = { x: 0, y: 0, width: -1, score: -1 };
    for (let step = 1; step < 16; step++) {
      const y = bottom + ((top - bottom) * step) / 16 + 1e-3;
      const crossings = [];
      for (const ring of shape.rings) {
        for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
          if (ring[i + 1] > y !== ring[j + 1] > y) {
            crossings.push(ring[i] + ((y - ring[i + 1]) * (ring[j] - ring[i])) / (ring[j + 1] - ring[i + 1]));
          }
        }
      }
      crossings.sort((a, b) => a - b);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const width = crossings[i + 1] - crossings[i];
        const score = width * (1 - Math.abs(step / 16 - 0.5));
        if (score > best.score) best = { x: (crossings[i] + crossings[i + 1]) / 2, y, width, score };
      }
    }
    return best;
  }

  /**
   * Shapes sorted into the squares of a grid by the middle of their boxes; a square's box holds all of its
   * shapes. Only squares in sight are drawn, and only squares under the pointer are searched.
   */
  function squares(shapes, extent) {
    const side = Math.max(1, Math.min(48, Math.round(Math.sqrt(shapes.length / 12))));
    const step = Math.max(extent[2] - extent[0], extent[3] - extent[1], 1) / side;
    const found = new Map();
    shapes.forEach((shape, i) => {
      if (!shape) return;
      const { box } = shape;
      const column = Math.floor(((box[0] + box[2]) / 2 - extent[0]) / step);
      const row = Math.floor(((box[1] + box[3]) / 2 - extent[1]) / step);
      const key = `${column} ${row}`;
      let square = found.get(key);
      if (!square) {
        square = { box: [...box], pieces: [], paths: new Map() };
        found.set(key, square);
      }
      square.pieces.push(i);
      const b = square.box;
      b[0] = Math.min(b[0], box[0]);
      b[1] = Math.min(b[1], box[1]);
      b[2] = Math.max(b[2], box[2]);
      b[3] = Math.max(b[3], box[3]);
    });
    return [...found.values()];
  }

  return { decode, trace, pathOf, inBox, boxesMeet, contains, labelPoint, squares };
})();
