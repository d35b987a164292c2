// Draws each chart from the JSON beside it, in the colours and the width that the reader's device has.
"use strict";
(() => {
  const NARROW = 520;
  const PAPER = 640;
  const OPTIONS = { displayModeBar: false, displaylogo: false, showSendToCloud: false, responsive: true };
  const darkForLight = JSON.parse(document.getElementById("palette").textContent);
  const isDark = matchMedia("(prefers-color-scheme: dark)");
  const isPrinted = matchMedia("print");
  const charts = [...document.querySelectorAll(".chart")];

  function drawing(chart) {
    let text = document.getElementById(chart.id + "-data").textContent;
    if (isDark.matches && !isPrinted.matches) {
      for (const [light, dark] of Object.entries(darkForLight)) text = text.replaceAll(light, dark);
    }
    return JSON.parse(text);
  }

  async function draw(chart) {
    const { data, layout, narrow } = drawing(chart);
    // Paper has the width of paper, whatever the screen had.
    await Plotly.react(chart, data, isPrinted.matches ? { ...layout, width: PAPER } : layout, OPTIONS);
    if (chart.clientWidth < NARROW && Object.keys(narrow).length) await Plotly.relayout(chart, narrow);
  }

  async function drawAll() {
    for (const chart of charts) {
      await draw(chart);
      // The page stays usable while the charts further down are drawn.
      await new Promise((next) => setTimeout(next));
    }
    document.documentElement.dataset.drawn = "yes";
  }

  let width = document.documentElement.clientWidth;
  addEventListener("resize", () => {
    const crossed = width < NARROW !== document.documentElement.clientWidth < NARROW;
    width = document.documentElement.clientWidth;
    if (crossed) drawAll();
  });
  isDark.addEventListener("change", drawAll);
  isPrinted.addEventListener("change", () => charts.forEach(draw));
  drawAll();
})();
