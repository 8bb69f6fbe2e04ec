/* Draws every <figure class="chart">: data from its JSON script tag, look from the tokens.
   A figure carries ROLES, never colours: trace.meta.role and shape/annotation.name say what a thing is
   ("client", "vendor", "value", "target", "minimum", "limit", "mean", "signal", "band-ok", ...). So the server
   builds one figure for both themes, and it stays a valid plotly figure for the tests. */
(function () {
  "use strict";

  var CONFIG = {
    displaylogo: false, showSendToCloud: false, plotlyServerURL: "", responsive: true, scrollZoom: false,
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"]
  };

  var INDONESIAN = {
    moduleType: "locale", name: "id", dictionary: {},
    format: {
      days: ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"], shortDays: ["Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"],
      months: ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"],
      shortMonths: ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
      date: "%d/%m/%Y", decimal: ",", thousands: "."
    }
  };

  function paint() {                                       /* the tokens, resolved for the theme of this moment */
    var probe = document.createElement("i");
    document.body.appendChild(probe);
    function colour(name) { probe.style.color = "var(--" + name + ")"; return getComputedStyle(probe).color; }
    var names = ["ground", "raised", "well", "ink", "ink-2", "ink-3", "line", "line-2", "client-fill", "vendor-fill",
      "neutral-fill", "ok-soft", "near-soft", "near", "bad-soft", "bad", "ok"];
    var out = {};
    names.forEach(function (name) { out[name] = colour(name); });
    out.font = getComputedStyle(document.body).fontFamily;
    probe.remove();
    return out;
  }

  function template(c, words) {                                   /* the one layout template */
    var axis = {
      gridcolor: c.line, linecolor: c["line-2"], zeroline: false, ticks: "", automargin: true,
      tickfont: { color: c["ink-3"], size: 12 }, title: { font: { color: c["ink-3"], size: 12 }, standoff: 8 }, fixedrange: true
    };
    return { layout: {
      font: { family: c.font, size: 12, color: c["ink-2"] },
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      colorway: [c.ink, c["neutral-fill"], c["ink-3"]],
      margin: { l: 44, r: 12, t: 8, b: 32, pad: 4 },
      xaxis: Object.assign({}, axis, { showgrid: false }), yaxis: Object.assign({}, axis, { separatethousands: true, exponentformat: words === "id" ? "none" : "B" }),   /* k, M and B are English */
      legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", font: { size: 12, color: c["ink-2"] }, itemclick: false, itemdoubleclick: false },
      hoverlabel: { bgcolor: c.raised, bordercolor: c["line-2"], font: { color: c.ink, family: c.font, size: 12 }, align: "left" },
      hovermode: "x unified", bargap: 0.35, dragmode: false,
      modebar: { bgcolor: "rgba(0,0,0,0)", color: c["ink-3"], activecolor: c.ink }
    } };
  }

  function roles(c) {
    function heat(colour, ink) { return { colorscale: [[0, colour], [1, colour]], textfont: { color: ink, size: 12 } }; }
    function line(colour, width, dash) { return { line: { color: colour, width: width, dash: dash || "solid" } }; }
    return {
      client: { marker: { color: c["client-fill"], symbol: "square" }, line: { color: c["client-fill"], width: 2 } },
      vendor: { marker: { color: c["vendor-fill"], symbol: "circle", pattern: { shape: "/", fgcolor: c.ground, size: 6, solidity: 0.22, fillmode: "overlay" } }, line: { color: c["vendor-fill"], width: 2, dash: "dot" } },
      value: { marker: { color: c.ink, size: 7 }, line: { color: c.ink, width: 2 } },
      contested: { marker: { color: c.ground, size: 10, symbol: "diamond", line: { color: c.near, width: 2 } } },
      provisional: { marker: { color: c.ground, size: 8, symbol: "circle", line: { color: c["ink-2"], width: 2 } } },
      "signal-good": { marker: { color: "rgba(0,0,0,0)", size: 14, symbol: "square", line: { color: c.ok, width: 2.5 } } },
      "heat-ok": heat(c["ok-soft"], c.ink), "heat-near": heat(c["near-soft"], c.near), "heat-bad": heat(c["bad-soft"], c.bad), "heat-contested": heat(c.well, c.near),
      signal: { marker: { color: c.ground, size: 13, symbol: "circle", line: { color: c.bad, width: 2.5 } } },
      target: line(c["ink-2"], 1.5, "dash"), minimum: line(c.bad, 1.5, "dot"),
      mean: line(c["ink-2"], 1.5), limit: line(c.bad, 1.5, "dash"),
      held: { line: { color: c["neutral-fill"], width: 2 }, marker: { color: c["neutral-fill"] } },
      off: { marker: { color: c["near-soft"], line: { color: c.near, width: 1.5 }, pattern: { shape: "\\", fgcolor: c.near, size: 6, solidity: 0.3 } } },
      missed: { marker: { color: c.bad, pattern: { shape: "x", fgcolor: c.ground, size: 6, solidity: 0.2, fillmode: "overlay" } } },
      forecast: line(c["ink-3"], 1.5, "dot")
    };
  }

  function merge(into, from) {
    Object.keys(from).forEach(function (key) {
      if (from[key] && typeof from[key] === "object" && !Array.isArray(from[key])) into[key] = merge(into[key] || {}, from[key]);
      else if (!(key in into)) into[key] = from[key];
    });
    return into;
  }

  function dress(figure, c, words) {
    var look = roles(c), bands = { "band-ok": c["ok-soft"], "band-near": c["near-soft"], "band-bad": c["bad-soft"], "band-sigma": c.well };
    figure.data.forEach(function (trace) {
      var role = look[trace.meta && trace.meta.role];
      if (!role) return;
      var part = JSON.parse(JSON.stringify(role));
      if (trace.type === "bar") { delete part.line; if (part.marker) delete part.marker.symbol; }
      else if (part.marker) delete part.marker.pattern;
      merge(trace, part);
    });
    (figure.layout.shapes || []).forEach(function (shape) {
      if (bands[shape.name]) { shape.fillcolor = bands[shape.name]; shape.line = { width: 0 }; shape.layer = "below"; }
    });
    (figure.layout.annotations || []).forEach(function (note) {
      note.font = merge(note.font || {}, { color: note.name === "bad" ? c.bad : c["ink-2"], size: 12 });
      if (note.name === "quiet") note.font.color = c["ink-3"];
      note.bgcolor = note.bgcolor || c.ground; note.arrowcolor = c["ink-3"];
    });
    figure.layout.template = template(c, words);
    return figure;
  }

  var PAPER = 660;                                           /* pixels, of 182 mm between the margins */

  function draw() {
    var c = paint(), locale = document.documentElement.lang || "en";
    document.querySelectorAll("figure.chart").forEach(function (holder) {
      var figure = dress(JSON.parse(holder.querySelector("script[type='application/json']").textContent), c, locale);
      var plot = holder.querySelector(".plot");
      var few = holder.hasAttribute("data-quiet") ? { displayModeBar: false } : {};
      if (plot.clientWidth < 480) {
        if (figure.layout.meta && figure.layout.meta.narrow) figure.layout = merge(figure.layout.meta.narrow, figure.layout);   /* what the figure itself leaves out on a phone */
        figure.layout.xaxis = merge(figure.layout.xaxis || {}, { nticks: 5 });
      }
      window.Plotly.react(plot, figure.data, figure.layout, Object.assign({ locale: locale }, CONFIG, few));
    });
  }

  window.Plotly.register(INDONESIAN);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", draw); else draw();
  new MutationObserver(draw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  window.addEventListener("beforeprint", function () {       /* a page of A4 is narrower than a screen */
    document.querySelectorAll("figure.chart .plot").forEach(function (plot) {
      /* in pixels, both: a height in percent of what grows with its content would be none on paper */
      window.Plotly.relayout(plot, { autosize: false, width: Math.min(plot.clientWidth, PAPER), height: plot.clientHeight });
    });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("figure.chart .plot").forEach(function (plot) { window.Plotly.relayout(plot, { autosize: true, width: null, height: null }); });
    draw();
  });
}());
