/** The data of the page (the contract stands in `src/deliver/page/`) and how its parts are found. */
const Data = (() => {
  const all = JSON.parse(Dom.byId("data").textContent);
  const map = all.map ?? {};
  const townships = map.townships ?? { names: [], shapes: [], table: null };
  const land = map.land ?? { names: [], townships: [], shapes: [] };
  const services = all.services ?? [];
  const noFacilities = { names: [], category: [], status: [], at: [], columns: [], rows: [] };
  const mapServices = services.map((_, i) => {
    const given = map.services?.[i] ?? {};
    return {
      circles: given.circles ?? [],
      themes: given.themes ?? [],
      categories: given.categories ?? [],
      facilities: given.facilities ?? noFacilities,
      parcels: given.parcels ?? { columns: [], rows: [], shares: [] },
      uncovered: given.uncovered ?? [],
    };
  });

  /** The page's word `key`, with `{name}` filled from `values`. */
  function word(key, values) {
    return (all.words?.[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values?.[name] ?? whole);
  }

  /** A cell's text as printed; `null` is "not applicable". */
  function cellText(cell) {
    if (cell === null || cell === undefined) return word("none");
    return Array.isArray(cell) ? cell[1] : cell;
  }

  /** What a subject (`["township" | "facility" | "piece", index]`) is called. */
  function nameOf([kind, index], service) {
    if (kind === "township") return townships.names[index] ?? word("none");
    if (kind === "facility") return mapServices[service].facilities.names[index] ?? word("unnamed-facility");
    return land.names[index] ?? word("unnamed-parcel");
  }

  /** What a subject is: its kind, with the category or the township beside it. */
  function kindOf([kind, index], service) {
    const parts = [word(`kind-${kind}`)];
    if (kind === "facility") {
      const { facilities, categories } = mapServices[service];
      const category = categories[facilities.category[index]];
      if (category) parts.push(category.name);
      const status = facilities.status[index];
      if (status && status !== "existing") parts.push(word(`status-${status}`));
    }
    if (kind === "piece") {
      const township = townships.names[land.townships[index]];
      if (township) parts.push(township);
    }
    return parts;
  }

  /** The figures of a subject, as columns and one row; `null` where the report has none. */
  function figuresOf([kind, index], service) {
    if (kind === "township") {
      const table = services[service].tables?.find((one) => one.id === townships.table);
      return table?.rows[index] ? { columns: table.columns, row: table.rows[index] } : null;
    }
    const source = kind === "facility" ? mapServices[service].facilities : mapServices[service].parcels;
    return source.rows[index] ? { columns: source.columns, row: source.rows[index] } : null;
  }

  /** The class of a theme that a value falls in: a value on a break belongs to the class above it. */
  function classOf(theme, value) {
    if (value === null || value === undefined) return null;
    const last = theme.colours.length - 1;
    for (let i = 0; i < last; i++) if (value < theme.breaks[i + 1]) return i;
    return last;
  }

  return { all, map, townships, land, services, mapServices, word, cellText, nameOf, kindOf, figuresOf, classOf };
})();
