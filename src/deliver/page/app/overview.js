/** The head of the page: title, contents, headline cards, and the lines below the map. */
const Overview = (() => {
  const { element, isolated, byId } = Dom;
  const { word } = Data;

  const SIGNS = { pass: "✓", fail: "✗", open: "?" };

  function card({ label, value, detail, tone }) {
    const sign = SIGNS[tone];
    const verdict = sign && element(
      "span",
      { class: `badge ${tone}` },
      element("span", { class: "sign", "aria-hidden": "true" }, sign),
      word(`tone-${tone}`),
    );
    return element(
      "li",
      { class: `card ${sign ? tone : "none"}` },
      element("p", { class: "card-label" }, isolated(label)),
      element("p", { class: "card-value" }, isolated(value), ...(verdict ? [" ", verdict] : [])),
      detail ? element("p", { class: "card-detail" }, isolated(detail)) : null,
    );
  }

  function fillCards() {
    const cards = Data.services[State.now.service]?.cards ?? [];
    byId("cards").replaceChildren(...cards.map(card));
    byId("headline").hidden = cards.length === 0;
  }

  /** Links to the sections that there are. */
  function fillContents() {
    const links = ["map", "charts", "tables", "about"]
      .map((id) => [id === "map" ? "map-section" : id, word(id)])
      .filter(([id]) => !byId(id).hidden)
      .map(([id, label]) => element("a", { href: `#${id}` }, label));
    byId("contents").replaceChildren(...links);
  }

  function fillMapLines() {
    const { crs, method, simplified_m: simplified } = Data.map;
    const lines = [crs, method].filter(Boolean).map((text) => element("p", null, isolated(text)));
    if (typeof simplified === "number") lines.push(element("p", null, word("simplified", { metres: simplified })));
    byId("map-lines").replaceChildren(...lines);
  }

  function open() {
    byId("title").append(isolated(Data.all.title ?? ""));
    byId("subtitle").append(isolated(Data.all.subtitle ?? ""));
    byId("subtitle").hidden = !Data.all.subtitle;
    fillCards();
    fillMapLines();
    State.listen((parts) => { if ("service" in parts) fillCards(); });
  }

  return { open, fillContents };
})();
