/** Opens the page, part by part. `data-ready` on the document's element says that it is done. */
(() => {
  Dom.fillWords(Data.word);
  Overview.open();
  MapView.open();
  Layers.open();
  Legend.open();
  Details.open();
  Search.open();
  Charts.open();
  Tables.open();
  Paper.open();
  Overview.fillContents();
  State.listen((parts) => { if ("service" in parts) Overview.fillContents(); });
  document.documentElement.dataset.ready = "true";
})();
