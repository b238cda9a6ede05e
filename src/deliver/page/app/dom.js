/** Builds elements. Text becomes text nodes only, so that nothing in the data can turn into markup. */
const Dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  /**
   * Sets attributes and adds children. `on` holds event handlers; an absent value (null, undefined, false)
   * leaves its attribute out. There is no `style`: the page's policy forbids style attributes.
   */
  function build(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") {
        for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
      } else {
        node.setAttribute(name, value === true ? "" : String(value));
      }
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }

  const element = (name, attributes, ...children) => build(document.createElement(name), attributes, children);
  const svg = (name, attributes, ...children) => build(document.createElementNS(SVG, name), attributes, children);

  /** A name from the data, kept apart so that its direction marks cannot turn the words around it. */
  const isolated = (text) => element("bdi", null, text);

  const byId = (id) => document.getElementById(id);

  /** Writes the page's own words into the template, where `data-word` and `data-label` ask for them. */
  function fillWords(word) {
    for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
    for (const node of document.querySelectorAll("[data-label]")) {
      node.setAttribute("aria-label", word(node.dataset.label));
    }
  }

  /** Tells a screen reader what changed. */
  const announce = (text) => { byId("status").textContent = text; };

  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  return { element, svg, isolated, byId, fillWords, announce, calm };
})();
